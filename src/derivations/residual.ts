import { derivative, secondDerivative } from './derivative.ts';
import { environment } from './environment.ts';
import type { Derivation, Env, Line, Operation, Relation } from './types.ts';

/** A line's number, and how far it is from what its relation predicts, at one place of the sliders. */
export interface Residual {
  /** The line's own number. */
  value: number;
  /** What the line before predicts: its number, or what the operation makes of it; null for a definition. */
  expected: number | null;
  /**
   * value − expected for `=` and operations (0 is right); the largest change of (value − expected) over the slider of
   * the constant's control; value − expected ≥ 0 for `≤`; the O(h^p) remainder for `order`; 0 for a definition.
   */
  delta: number;
  /** |delta| (for ≤: its violation) relative to the numbers compared. */
  relative: number;
  /** For `order`: the measured order log2(|delta(h)| / |delta(h/2)|); NaN where the remainder vanishes. */
  order?: number;
  /** For a line that has a function of src/math behind it: that function's number minus the line's. */
  shippedDelta?: number;
  /** Whether the relation, and the shipped function, hold here. An order is judged over many draws: see check.ts. */
  holds: boolean;
}

/** Numbers smaller than this are compared absolutely. */
const FLOOR = 1e-3;

export const toleranceOf = (line: Line): number =>
  line.tolerance ?? (line.relation.is === 'operation' ? 1e-6 : 1e-9);

/** The line that `line` follows from; null for a definition. Throws when there is none. */
export function lineBefore(derivation: Derivation, index: number): Line | null {
  const { relation, id } = derivation.lines[index];
  if (relation.is === 'definition') return null;
  const found =
    relation.from === undefined
      ? derivation.lines[index - 1]
      : derivation.lines.slice(0, index).find((line) => line.id === relation.from);
  if (!found) throw new Error(`${derivation.id}: the line "${id}" has no line before it.`);
  return found;
}

const relativeTo = (error: number, ...numbers: number[]): number =>
  Math.abs(error) / Math.max(FLOOR, ...numbers.map(Math.abs));

/** What an operation makes of a line as a function of the control `over`. */
function applied(derivation: Derivation, line: Line, apply: Operation, over: string, free: Env): number {
  const f = (x: number) => line.value(environment(derivation, { ...free, [over]: x }));
  if (apply === 'negated') return -line.value(environment(derivation, free));
  const { min, max } = derivation.controls[over];
  const step = (max - min) / 100;
  const x = free[over];
  if (apply === 'derivative') return derivative(f, x, step);
  if (apply === 'log-derivative') return derivative((y) => Math.log(f(y)), x, step);
  // A log-density of a Gaussian is a parabola: any step is exact, and a wide one loses fewest digits.
  const wide = (max - min) / 2;
  const curvature = secondDerivative(f, x, wide);
  return apply === 'variance' ? -1 / curvature : x - derivative(f, x, wide) / curvature;
}

/** The line's value minus the one before's, at the given controls. */
const gap = (derivation: Derivation, line: Line, before: Line, free: Env): number => {
  const env = environment(derivation, free);
  return line.value(env) - before.value(env);
};

type Partly = Pick<Residual, 'expected' | 'delta' | 'relative' | 'order'>;

function against(derivation: Derivation, line: Line, before: Line, relation: Relation, free: Env): Partly {
  const env = environment(derivation, free);
  const value = line.value(env);
  const expected =
    relation.is === 'operation'
      ? applied(derivation, before, relation.apply, relation.over ?? '', free)
      : before.value(env);
  const delta = value - expected;
  const plain = { expected, delta, relative: relativeTo(delta, value, expected) };
  if (relation.is === 'constant') {
    const { min, max } = derivation.controls[relation.in];
    const changes = [0, 0.3, 0.7, 1].map((share) => {
      const there = { ...free, [relation.in]: min + share * (max - min) };
      const atThere = before.value(environment(derivation, there));
      const change = gap(derivation, line, before, there) - delta;
      return { change, relative: relativeTo(change, value, expected, atThere) };
    });
    const worst = changes.reduce((a, b) => (b.relative > a.relative || Number.isNaN(b.relative) ? b : a));
    return { expected, delta: worst.change, relative: worst.relative };
  }
  if (relation.is === '≤') {
    const tight = { ...free, ...relation.tight(env) } as Env;
    const atTight = gap(derivation, line, before, tight);
    const violation = Math.max(0, -delta);
    return {
      ...plain,
      relative: Math.max(
        relativeTo(violation, value),
        relativeTo(atTight, before.value(environment(derivation, tight))),
      ),
    };
  }
  if (relation.is === 'order') {
    const half = gap(derivation, line, before, { ...free, [relation.h]: free[relation.h] / 2 });
    return { ...plain, order: Math.log2(Math.abs(delta / half)) };
  }
  return plain;
}

/**
 * Holds line `index` of a derivation against the line it follows from, at the given values of the controls.
 * Pure; cheap enough to run at every move of a slider. A number that is not finite never holds.
 */
export function residual(derivation: Derivation, index: number, free: Env): Residual {
  const line = derivation.lines[index];
  const env = environment(derivation, free);
  const value = line.value(env);
  const before = lineBefore(derivation, index);
  const parts: Partly = before
    ? against(derivation, line, before, line.relation, free)
    : { expected: null, delta: 0, relative: 0 };
  const shippedDelta = line.shipped ? line.shipped.value(env) - value : undefined;
  const shippedHolds = shippedDelta === undefined || relativeTo(shippedDelta, value) <= toleranceOf(line);
  const follows =
    line.relation.is === 'order' ? Number.isFinite(parts.delta) : parts.relative <= toleranceOf(line);
  return { value, ...parts, shippedDelta, holds: Number.isFinite(value) && follows && shippedHolds };
}
