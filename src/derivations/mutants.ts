import type { Derivation, Env, Line } from './types.ts';

export interface Mutant {
  line: Line;
  /** What was planted, e.g. "xt × 0.95". */
  planted: string;
}

/** Which symbols `value` reads at this environment. */
export function symbolsRead(line: Line, env: Env): Set<string> {
  const read = new Set<string>();
  const spy = new Proxy(env, {
    get: (target, name) => {
      if (typeof name === 'string') read.add(name);
      return Reflect.get(target, name);
    },
  });
  line.value(spy);
  return read;
}

const withValue = (line: Line, value: (env: Env) => number): Line => ({ ...line, value });

/**
 * Wrong versions of a line: another sign, one per cent too much, and each symbol five per cent too small:
 * too large could leave its range (ᾱ ≤ 1), and a NaN would be caught for the wrong reason.
 */
export function mutantsOf(line: Line, symbols: Iterable<string>): Mutant[] {
  return [
    { planted: 'the sign', line: withValue(line, (env) => -line.value(env)) },
    { planted: '× 1.01', line: withValue(line, (env) => 1.01 * line.value(env)) },
    ...Array.from(symbols, (symbol) => ({
      planted: `${symbol} × 0.95`,
      line: withValue(line, (env) => line.value({ ...env, [symbol]: 0.95 * env[symbol] })),
    })),
  ];
}

/** The derivation with line `index` replaced. */
export const withLine = (derivation: Derivation, index: number, line: Line): Derivation => ({
  ...derivation,
  lines: derivation.lines.map((old, i) => (i === index ? line : old)),
});
