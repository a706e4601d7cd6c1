import { normalPdf } from '../../math/gaussian.ts';
import { density, noisedMixture, type Mixture1 } from '../../math/mixture.ts';
import { integrate } from '../../math/quadrature.ts';
import { atStep, stepControl } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** q_0 in the numbers: half around −1, half around 1, each with deviation 0.2. */
const data: Mixture1 = { weights: [0.5, 0.5], means: [-1, 1], variances: [0.04, 0.04] };
const dataDensity = (x0: number): number => 0.5 * normalPdf(x0, -1, 0.04) + 0.5 * normalPdf(x0, 1, 0.04);
/** Ten deviations beyond the humps. */
const EDGE = 3;

/** F6: q(x_t) is the data's density, shrunk by √ᾱ_t and blurred by a Gaussian. */
export const derivation = defineDerivation({
  id: 'marginal-density',
  rows: ['F6'],
  controls: {
    // Before 20 the kernel is too narrow for the integrals.
    t: { ...stepControl, min: 20 },
    xt: { symbol: 'xt', min: -3, max: 3, step: 0.01, default: 0.3 },
  },
  derived: { alphaBar: 'abt' },
  derive: ({ t }) => ({ alphaBar: atStep(t).alphaBar }),
  lines: [
    {
      id: 'marginal',
      tex: tex`q(\xt) = \int q(\xt\mid\xo)\,q_0(\xo)\,\mathrm d\xo`,
      shows: tex`q(\xt)`,
      names: ['xo'],
      implied: ['alphaBar'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar }) =>
        integrate(
          (x0) => normalPdf(xt, Math.sqrt(alphaBar) * x0, 1 - alphaBar) * dataDensity(x0),
          -EDGE,
          EDGE,
          240,
        ),
    },
    {
      id: 'jump',
      tex: tex`= \int \frac{1}{\sqrt{2\pi(1-\abt)}}\exp\Bigl(-\frac{(\xt-\sqrt{\abt}\,\xo)^2}{2(1-\abt)}\Bigr)\,q_0(\xo)\,\mathrm d\xo`,
      shows: tex`q(\xt)`,
      names: ['xo'],
      relation: { is: '=' },
      value: ({ xt, alphaBar }) => {
        const scale = 1 / Math.sqrt(2 * Math.PI * (1 - alphaBar));
        const bell = (x0: number) =>
          scale * Math.exp(-((xt - Math.sqrt(alphaBar) * x0) ** 2) / (2 * (1 - alphaBar)));
        return integrate((x0) => bell(x0) * dataDensity(x0), -EDGE, EDGE, 240);
      },
    },
    {
      id: 'shrink',
      tex: tex`= \int \underbrace{\mathcal N(\xt-y;\,0,\,1-\abt)}_{\text{blur}}\;\underbrace{\frac{1}{\sqrt{\abt}}\,q_0\Bigl(\frac{y}{\sqrt{\abt}}\Bigr)}_{\text{shrunken data}}\,\mathrm dy`,
      shows: tex`q(\xt)`,
      relation: { is: '=' },
      value: ({ xt, alphaBar }) => {
        const rate = Math.sqrt(alphaBar);
        return integrate(
          (y) => (normalPdf(xt - y, 0, 1 - alphaBar) * dataDensity(y / rate)) / rate,
          -EDGE * rate,
          EDGE * rate,
          240,
        );
      },
    },
    {
      id: 'mixture',
      tex: tex`= \tfrac12\sum_{m=\pm1}\mathcal N\bigl(\xt;\;\sqrt{\abt}\,m,\;0.2^2\,\abt + 1-\abt\bigr)`,
      shows: tex`q(\xt)`,
      relation: { is: '=' },
      value: ({ xt, alphaBar }) =>
        [-1, 1].reduce(
          (sum, m) => sum + 0.5 * normalPdf(xt, Math.sqrt(alphaBar) * m, 0.2 ** 2 * alphaBar + 1 - alphaBar),
          0,
        ),
      shipped: {
        name: 'noisedMixture',
        value: ({ xt, alphaBar }) => density(noisedMixture(data, alphaBar), xt),
      },
    },
  ],
  references: [{ paper: 'ho2020', where: '(4)' }],
});
