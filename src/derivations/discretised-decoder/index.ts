import { discretisedGaussianLogLikelihood } from '../../math/elbo.ts';
import { normalCdf, normalPdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** The 256 levels of an 8-bit picture on [-1, 1]. */
const levels = Array.from({ length: 256 }, (_, k) => (2 * k) / 255 - 1);

/** With a place to break: the name is longer than the column of the checks. */
const LOG_LIKELIHOOD = 'discretisedGaussian\u200BLogLikelihood';

/** E5: L_0, the decoder of single levels; one pixel, in nats. */
export const derivation = defineDerivation({
  id: 'discretised-decoder',
  rows: ['E5'],
  controls: {
    // Between the outermost levels, whose edges are at ±∞.
    x0: { symbol: 'xo', min: -0.85, max: 0.85, step: 0.01, default: 0.2 },
    // The mean by its miss in deviations: far out, Φ loses its digits and the probability all meaning.
    miss: { symbol: 'miss', min: -4, max: 4, step: 0.01, default: 0.6 },
    sigma: { symbol: 'sigm', min: 0.005, max: 0.1, step: 0.001, default: 0.01 },
    delta: { symbol: 'dlev', min: 1 / 255, max: 8 / 255, step: 1 / 255, default: 1 / 255 },
  },
  derived: { muTheta: 'muth' },
  derive: ({ x0, miss, sigma }) => ({ muTheta: x0 + miss * sigma }),
  lines: [
    {
      id: 'level',
      tex: tex`L_0 = -\log p_\theta(\xo\mid\xone) = -\log\int_{\xo-\dlev}^{\xo+\dlev}\mathcal N(y;\,\muth,\,\sigm^2)\,\mathrm dy`,
      shows: tex`L_0`,
      names: ['xone'],
      relation: { is: 'definition' },
      value: ({ x0, delta, muTheta, sigma }) =>
        -Math.log(integrate((y) => normalPdf(y, muTheta, sigma ** 2), x0 - delta, x0 + delta, 96)),
    },
    {
      id: 'edges',
      tex: tex`= -\log\Bigl[\Phi\Bigl(\frac{\xo+\dlev-\muth}{\sigm}\Bigr) - \Phi\Bigl(\frac{\xo-\dlev-\muth}{\sigm}\Bigr)\Bigr]`,
      shows: tex`L_0`,
      relation: { is: '=' },
      value: ({ x0, delta, muTheta, sigma }) =>
        -Math.log(normalCdf((x0 + delta - muTheta) / sigma) - normalCdf((x0 - delta - muTheta) / sigma)),
      shipped: {
        name: LOG_LIKELIHOOD,
        value: ({ x0, delta, muTheta, sigma }) =>
          -discretisedGaussianLogLikelihood(x0, muTheta, sigma ** 2, 1 + 1 / delta),
      },
    },
    {
      id: 'narrow',
      tex: tex`= -\log\bigl[2\dlev\;\mathcal N(\xo;\,\muth,\,\sigm^2)\bigr] + O(\dlev^2)`,
      shows: tex`L_0`,
      // Against the integral, which keeps its digits however narrow the level; the difference of two Φ does not.
      relation: { is: 'order', p: 2, h: 'delta', from: 'level' },
      value: ({ delta, x0, muTheta, sigma }) => -Math.log(2 * delta * normalPdf(x0, muTheta, sigma ** 2)),
    },
    {
      id: 'squared-error',
      tex: tex`-\log\bigl[2\dlev\;\mathcal N(\xo;\,\muth,\,\sigm^2)\bigr] = \frac{(\xo-\muth)^2}{2\sigm^2} + C`,
      shows: tex`L_0 - C`,
      names: ['dlev'],
      relation: { is: 'constant', in: 'miss' },
      value: ({ x0, muTheta, sigma }) => (x0 - muTheta) ** 2 / (2 * sigma ** 2),
    },
    {
      id: 'all-levels',
      tex: tex`\begin{aligned}\sum_{k=0}^{255} p_\theta(\ell_k\mid\xone) = {}&\Phi\Bigl(\frac{\ell_0+\frac1{255}-\muth}{\sigm}\Bigr) + \Bigl[1-\Phi\Bigl(\frac{\ell_{255}-\frac1{255}-\muth}{\sigm}\Bigr)\Bigr] \\ &+ \sum_{k=1}^{254}\Bigl[\Phi\Bigl(\frac{\ell_k+\frac1{255}-\muth}{\sigm}\Bigr) - \Phi\Bigl(\frac{\ell_k-\frac1{255}-\muth}{\sigm}\Bigr)\Bigr]\end{aligned}`,
      shows: tex`\textstyle\sum p_\theta`,
      names: ['xone'],
      cancels: ['muTheta', 'sigma'],
      relation: { is: 'definition' },
      value: ({ muTheta, sigma }) => {
        const upTo = (edge: number) => normalCdf((edge - muTheta) / sigma);
        const outer = upTo(levels[0] + 1 / 255) + (1 - upTo(levels[255] - 1 / 255));
        return levels
          .slice(1, 255)
          .reduce((sum, level) => sum + upTo(level + 1 / 255) - upTo(level - 1 / 255), outer);
      },
      shipped: {
        name: LOG_LIKELIHOOD,
        value: ({ muTheta, sigma }) =>
          levels.reduce(
            (sum, level) => sum + Math.exp(discretisedGaussianLogLikelihood(level, muTheta, sigma ** 2)),
            0,
          ),
      },
    },
    {
      id: 'one',
      tex: tex`= 1`,
      shows: tex`\textstyle\sum p_\theta`,
      relation: { is: '=' },
      value: () => 1,
    },
  ],
  references: [{ paper: 'ho2020', where: '(13)' }],
});
