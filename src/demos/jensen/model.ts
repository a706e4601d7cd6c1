/** Jensen's inequality for a number x that is a with probability p and b otherwise. Nats. */
import { klDiscrete } from '../../math/information.ts';

export interface TwoValues {
  a: number;
  b: number;
  p: number;
}

export interface Jensen {
  /** E[x]. */
  mean: number;
  /** E[log x]: where the chord stands over the mean. */
  chord: number;
  /** log E[x]: where the curve stands there. */
  curve: number;
}

export const jensenOf = ({ a, b, p }: TwoValues): Jensen => {
  const mean = p * a + (1 - p) * b;
  return { mean, chord: p * Math.log(a) + (1 - p) * Math.log(b), curve: Math.log(mean) };
};

/** The ratios p_θ/p of two outcomes whose probabilities are p and 1 − p in truth, q and 1 − q in the model. */
export const ratiosOf = (p: number, q: number): TwoValues => ({ a: q / p, b: (1 - q) / (1 - p), p });

/** KL of the two distributions: minus the chord's height, since the ratios' mean is 1. */
export const divergenceOf = (p: number, q: number): number => klDiscrete([p, 1 - p], [q, 1 - q]);
