import { priorTerm } from '../math/elbo.ts';
import { klNormal } from '../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../math/posterior.ts';
import type { Schedule } from '../math/schedules.ts';
import { defineDerivation } from './environment.ts';
import { chain, sumOver } from './threeSteps.ts';
import type { Control, Derivation, Shipped } from './types.ts';

const controls = {
  x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.8 },
  beta1: { symbol: 'bone', min: 0.05, max: 0.3, step: 0.01, default: 0.15 },
  weight: { symbol: 'wth', min: 0.4, max: 1, step: 0.01, default: 0.85 },
  sigma: { symbol: 'sigm', min: 0.3, max: 1, step: 0.01, default: 0.5 },
} as const satisfies Record<string, Control>;

type Symbols = keyof typeof controls;

/** A derivation of the bound L on the chain of three steps (threeSteps.ts). All its symbols are sliders. */
export const threeStepBound = (
  draft: Pick<Derivation<Symbols, never>, 'id' | 'rows' | 'lines' | 'references'>,
) => defineDerivation({ controls, derived: {}, derive: () => ({}), ...draft });

/** What densities that the TeX only names read. */
export const implied = ['beta1', 'weight', 'sigma'] as const;

/** L_T + Σ L_{t-1} + L_0 from the moments of x_t alone: μ̃ − w x_t is linear in x_t. */
function boundInClosedForm(q: Schedule, x0: number, weight: number, sigma: number): number {
  const steps = sumOver(2, (t) => {
    const atZero = posteriorMean(q, t, x0, 0);
    const slope = posteriorMean(q, t, 0, 1) - weight;
    const mean = atZero + slope * Math.sqrt(q.alphaBar[t]) * x0;
    const squaredError = mean ** 2 + slope ** 2 * (1 - q.alphaBar[t]);
    return klNormal(0, betaTilde(q, t), 0, sigma ** 2) + squaredError / (2 * sigma ** 2);
  });
  const error = x0 - weight * Math.sqrt(q.alphaBar[1]) * x0;
  const spread = weight ** 2 * (1 - q.alphaBar[1]);
  const decoder = 0.5 * Math.log(2 * Math.PI * sigma ** 2) + (error ** 2 + spread) / (2 * sigma ** 2);
  return priorTerm(q, x0 ** 2) + steps + decoder;
}

/** The bound as src/math has it. */
export const shippedBound: Shipped<Symbols> = {
  name: 'priorTerm, posteriorMean, betaTilde',
  value: ({ x0, beta1, weight, sigma }) => boundInClosedForm(chain(beta1), x0, weight, sigma),
};
