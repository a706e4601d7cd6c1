import type { Rng } from '../math/rng.ts';
import type { SymbolId } from './notation.ts';
import type { Control, Derivation, Env, Line } from './types.ts';

/** The names come from `controls` and `derived` alone; everything else is held against them. */
type Draft<Free extends string, Derived extends string> = Pick<Derivation, 'id' | 'rows' | 'references'> &
  Pick<Derivation<Free, Derived>, 'controls' | 'derived'> & {
    derive(free: Env<NoInfer<Free>>): Record<NoInfer<Derived>, number>;
    draw?(rng: Rng): Record<NoInfer<Free>, number>;
    lines: readonly Line<NoInfer<Free | Derived>>[];
  };

/** A derivation whose checks draw every control evenly from its slider, unless it says how to draw. */
export const defineDerivation = <Free extends string, Derived extends string>(
  draft: Draft<Free, Derived>,
): Derivation<Free, Derived> => ({ draw: (rng) => drawControls(draft.controls, rng), ...draft });

const mapControls = <S extends string>(
  controls: Readonly<Record<S, Control>>,
  f: (control: Control) => number,
) =>
  Object.fromEntries(
    Object.entries<Control>(controls).map(([name, control]) => [name, f(control)]),
  ) as Record<S, number>;

const drawControl = ({ min, max, step }: Control, rng: Rng): number =>
  min +
  step *
    Math.min(
      Math.floor(rng.uniform() * (Math.round((max - min) / step) + 1)),
      Math.round((max - min) / step),
    );

/** Each control at a place of its slider's grid. */
export const drawControls = <S extends string>(controls: Readonly<Record<S, Control>>, rng: Rng) =>
  mapControls(controls, (control) => drawControl(control, rng));

/** Where the sliders stand at first. */
export const defaultsOf = <Free extends string>(derivation: Pick<Derivation<Free>, 'controls'>) =>
  mapControls(derivation.controls, (control) => control.default);

/** All sliders at their lower ends. */
export const lowestOf = <Free extends string>(derivation: Pick<Derivation<Free>, 'controls'>) =>
  mapControls(derivation.controls, (control) => control.min);

/** All sliders at their upper ends. */
export const highestOf = <Free extends string>(derivation: Pick<Derivation<Free>, 'controls'>) =>
  mapControls(derivation.controls, (control) => control.max);

/** The values of all symbols, from those of the controls. */
export const environment = (derivation: Derivation, free: Env): Env => ({
  ...free,
  ...derivation.derive(free),
});

/** The macro of every symbol that the derivation's code names. */
export const symbolTable = (derivation: Derivation): Record<string, SymbolId> => ({
  ...Object.fromEntries(Object.entries(derivation.controls).map(([name, { symbol }]) => [name, symbol])),
  ...derivation.derived,
});
