/** How a sub-sequence of T is spaced; the names are diffusers' `timestep_spacing`. */
export type Spacing = 'linspace' | 'leading' | 'trailing';

/** numpy's rounding: halves go to the even neighbour. */
function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * S of the times 1 … T, decreasing, at which the network is called; after the last comes 0 (the data).
 * They are diffusers' timesteps plus 1 (there t counts from 0), with `steps_offset` 0:
 * - 'linspace' runs from T to 1, evenly, rounded half to even (for S = 1: T alone, where diffusers gives 1);
 * - 'leading' takes multiples of ⌊T/S⌋, plus 1: it ends at 1 and starts below T;
 * - 'trailing' counts down from T by T/S: it starts at T and ends at about T/S.
 * Only 'linspace' and 'trailing' start at T, where x_T is pure noise.
 * Throws a RangeError unless 1 ≤ S ≤ T are whole numbers.
 */
export function subsequence(T: number, S: number, spacing: Spacing): number[] {
  if (!Number.isInteger(T) || !Number.isInteger(S) || S < 1 || S > T)
    throw new RangeError(`steps must be a whole number from 1 to ${T}, not ${S}`);
  const indices = Array.from({ length: S }, (_, i) => i);
  switch (spacing) {
    case 'linspace': {
      if (S === 1) return [T];
      const width = (T - 1) / (S - 1);
      return indices.map((i) => (i === 0 ? T : roundHalfToEven((S - 1 - i) * width) + 1));
    }
    case 'leading': {
      const width = Math.floor(T / S);
      return indices.map((i) => (S - 1 - i) * width + 1);
    }
    case 'trailing': {
      const width = T - (T - T / S); // as numpy's arange computes its step
      return indices.map((i) => roundHalfToEven(T - i * width));
    }
    default:
      throw new RangeError(`there is no spacing '${String(spacing)}'`);
  }
}

/** The steps that a decreasing list of times makes: [T, …], [t, s], …, ending at 0. */
export function* stepsOf(times: readonly number[]): Generator<readonly [t: number, s: number]> {
  for (let i = 0; i < times.length; i++) yield [times[i], times[i + 1] ?? 0];
}
