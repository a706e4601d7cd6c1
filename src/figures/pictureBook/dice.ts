import { makeRng } from '../../math/rng.ts';

/** Random choices in the words of someone who draws. Every call takes exactly one number from the sequence. */
export interface Dice {
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** An integer in low … high, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  choose<T>(options: readonly T[]): T;
}

/** The parts of a picture draw from sequences of their own: the same fish stays the same fish in another scene. */
export const parts = { attributes: 0, object: 1, pose: 2, scene: 3 } as const;

/** The dice of one part of picture `index` (0 … 2^30 - 1) under `seed`. */
export function diceFor(seed: number, index: number, part: keyof typeof parts): Dice {
  const rng = makeRng(seed, 4 * index + parts[part]);
  const between = (low: number, high: number) => low + (high - low) * rng.uniform();
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    between,
    whole,
    chance: (probability) => rng.uniform() < probability,
    choose: (options) => options[whole(0, options.length - 1)],
  };
}
