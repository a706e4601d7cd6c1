import type { Derivation } from '../../derivations/types.ts';
import type { Parameter, Table } from '../../ui/demoState.ts';

/** The URL state of a derivation: its sliders, the marked line, and whether it opens line by line. */
export function derivationTable(derivation: Derivation): Table {
  const sliders = Object.entries(derivation.controls).map(([name, control]): [string, Parameter] => [
    name,
    {
      type: control.step === 1 ? 'int' : 'number',
      min: control.min,
      max: control.max,
      default: control.default,
    },
  ]);
  return {
    ...Object.fromEntries(sliders),
    line: { type: 'int', min: 0, max: derivation.lines.length - 1, default: 0 },
    walk: { type: 'flag', default: false },
  };
}
