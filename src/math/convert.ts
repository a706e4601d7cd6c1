/*
 * One x_t, many names for what is in it. With x_t = √ᾱ x_0 + √(1-ᾱ) ε, each of x_0, ε, v and the score
 * ∇ ln q(x_t | x_0) gives the others. All are per coordinate, 0 < ᾱ < 1; results are infinite or NaN outside.
 */

/** x_0 = (x_t - √(1-ᾱ) ε)/√ᾱ. Source: Ho et al. 2020, (15). */
export const x0FromEps = (alphaBar: number, xt: number, eps: number): number =>
  (xt - Math.sqrt(1 - alphaBar) * eps) / Math.sqrt(alphaBar);

/** ε = (x_t - √ᾱ x_0)/√(1-ᾱ). */
export const epsFromX0 = (alphaBar: number, xt: number, x0: number): number =>
  (xt - Math.sqrt(alphaBar) * x0) / Math.sqrt(1 - alphaBar);

/** v = √ᾱ ε - √(1-ᾱ) x_0. Source: Salimans, Ho 2022, Section 4. */
export const vFromX0Eps = (alphaBar: number, x0: number, eps: number): number =>
  Math.sqrt(alphaBar) * eps - Math.sqrt(1 - alphaBar) * x0;

/** x_0 = √ᾱ x_t - √(1-ᾱ) v. */
export const x0FromV = (alphaBar: number, xt: number, v: number): number =>
  Math.sqrt(alphaBar) * xt - Math.sqrt(1 - alphaBar) * v;

/** ε = √(1-ᾱ) x_t + √ᾱ v. */
export const epsFromV = (alphaBar: number, xt: number, v: number): number =>
  Math.sqrt(1 - alphaBar) * xt + Math.sqrt(alphaBar) * v;

/** ∇ ln q(x_t | x_0) = -ε/√(1-ᾱ), the derivative taken by x_t. */
export const scoreFromEps = (alphaBar: number, eps: number): number => -eps / Math.sqrt(1 - alphaBar);

/** ε = -√(1-ᾱ) ∇ ln q. */
export const epsFromScore = (alphaBar: number, score: number): number => -Math.sqrt(1 - alphaBar) * score;

/**
 * Tweedie: (x_t + (1-ᾱ) ∇ ln q)/√ᾱ. With the marginal's score it is E[x_0 | x_t]; with that of q(x_t | x_0), x_0.
 * Source: Efron 2011, Section 1.
 */
export const x0FromScore = (alphaBar: number, xt: number, score: number): number =>
  (xt + (1 - alphaBar) * score) / Math.sqrt(alphaBar);
