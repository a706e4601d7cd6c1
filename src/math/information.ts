/** Entropy and divergence of discrete distributions, in nats. Arguments are probabilities that sum to 1. */

/** -Σ p ln q: what data of distribution p cost under a code made for q. Infinite where q is 0 and p is not. */
export const crossEntropy = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, pi, i) => (pi === 0 ? sum : sum - pi * Math.log(q[i])), 0);

/** -Σ p ln p. */
export const entropy = (p: readonly number[]): number => crossEntropy(p, p);

/** KL(p ‖ q) = Σ p ln(p/q) ≥ 0. */
export const klDiscrete = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, pi, i) => (pi === 0 ? sum : sum + pi * Math.log(pi / q[i])), 0);
