/**
 * The smallest chain with a latent path: two steps of variance β, and the model p(x_2) = N(0, 1),
 * p_θ(x_{t-1} | x_t) = N(w x_t, σ²). Everything in nats, by quadrature, which is exact for these integrands or nearly.
 */
import { klTermOf, type Step } from './terms.ts';
import { logNormal } from '../../math/gaussian.ts';
import { expectNormal } from '../../math/quadrature.ts';

export interface Chain {
  x0: number;
  beta: number;
  weight: number;
  sigma: number;
}

/** −ln p_θ(x_0), integrating p_θ(x_0 | x_1) over what the model makes of x_2 and x_1. */
export function negativeLogLikelihood({ x0, weight, sigma }: Chain): number {
  const likelihood = (x2: number) =>
    expectNormal((x1) => Math.exp(logNormal(x0, weight * x1, sigma ** 2)), weight * x2, sigma ** 2, 24);
  return -Math.log(expectNormal(likelihood, 0, 1, 96));
}

const logModel = (x1: number, x2: number, { x0, weight, sigma }: Chain): number =>
  logNormal(x2, 0, 1) + logNormal(x1, weight * x2, sigma ** 2) + logNormal(x0, weight * x1, sigma ** 2);

const logForward = (x1: number, x2: number, { x0, beta }: Chain): number =>
  logNormal(x1, Math.sqrt(1 - beta) * x0, beta) + logNormal(x2, Math.sqrt(1 - beta) * x1, beta);

/** The mean over the path (x_1, x_2) drawn from q; exact for polynomials of degree 15. */
const expectPath = (f: (x1: number, x2: number) => number, { x0, beta }: Chain): number =>
  expectNormal(
    (x1) => expectNormal((x2) => f(x1, x2), Math.sqrt(1 - beta) * x1, beta, 8),
    Math.sqrt(1 - beta) * x0,
    beta,
    8,
  );

/** L = E_q[−ln p_θ(x_{0:2})/q(x_{1:2} | x_0)]. */
export const boundOf = (chain: Chain): number =>
  expectPath((x1, x2) => logForward(x1, x2, chain) - logModel(x1, x2, chain), chain);

/** KL(q(x_{1:2} | x_0) ‖ p_θ(x_{1:2} | x_0)), the divergence of the two posteriors over the path. */
export function posteriorDivergence(chain: Chain): number {
  const logEvidence = -negativeLogLikelihood(chain);
  return expectPath((x1, x2) => logForward(x1, x2, chain) - (logModel(x1, x2, chain) - logEvidence), chain);
}

export interface Terms {
  /** L_2 = KL(q(x_2 | x_0) ‖ p(x_2)). */
  prior: number;
  /** L_1 = E_q KL(q(x_1 | x_2, x_0) ‖ p_θ(x_1 | x_2)). */
  step: number;
  /** L_0 = E_q[−ln p_θ(x_0 | x_1)]. */
  decoder: number;
}

/** L_T + L_1 + L_0 for T = 2. */
export function termsOf(chain: Chain): Terms {
  const { x0, beta, weight, sigma } = chain;
  const step: Step = { beta, x0 };
  return {
    prior: klTermOf.prior(step),
    step: klTermOf.middle(step, weight, sigma),
    decoder: expectNormal((x1) => -logNormal(x0, weight * x1, sigma ** 2), Math.sqrt(1 - beta) * x0, beta, 8),
  };
}
