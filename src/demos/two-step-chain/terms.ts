import { priorTerm } from '../../math/elbo.ts';
import { jumpKernel } from '../../math/forward.ts';
import { klNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';

export interface Step {
  beta: number;
  x0: number;
}

/** The two divergences of the chain of two equal steps, in nats; the same functions as the ledger's. */
export const klTermOf = {
  prior: ({ beta, x0 }: Step): number => priorTerm(scheduleFromBetas([beta, beta]), x0 ** 2),
  middle: ({ beta, x0 }: Step, weight: number, sigma: number): number => {
    const schedule = scheduleFromBetas([beta, beta]);
    const { mean, variance } = jumpKernel(schedule, 2);
    return expectNormal(
      (x2) => klNormal(posteriorMean(schedule, 2, x0, x2), betaTilde(schedule, 2), weight * x2, sigma ** 2),
      mean * x0,
      variance,
      8,
    );
  },
};
