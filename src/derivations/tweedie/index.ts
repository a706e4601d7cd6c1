import { epsFromX0, scoreFromEps, x0FromScore } from '../../math/convert.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { noisedMixture, posteriorMeanOfX0, scoreOf } from '../../math/mixture.ts';
import { atStep, stepControl } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

/** E over x_0 of f(x_0), for that data. */
const expectData = (share: number, f: (x0: number) => number): number => (1 - share) * f(-1) + share * f(1);

/** q(x_t | x_0). */
const kernel = (xt: number, x0: number, alphaBar: number): number =>
  normalPdf(xt, Math.sqrt(alphaBar) * x0, 1 - alphaBar);

/** T1, T2: the score of one Gaussian, then E[x_0 | x_t] from the marginal's score, and again by Bayes. */
export const derivation = defineDerivation({
  id: 'tweedie',
  rows: ['T1', 'T2'],
  controls: {
    // Below 50 the two humps are so narrow that q(x_t) between them leaves floating point.
    t: { ...stepControl, min: 50 },
    xt: { symbol: 'xt', min: -3, max: 3, step: 0.01, default: 0.2 },
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 1 },
    share: { symbol: 'wpi', min: 0.05, max: 0.95, step: 0.01, default: 0.4 },
  },
  derived: { alphaBar: 'abt', eps: 'eps', score: 'score' },
  derive: ({ t, xt, x0, share }) => {
    const { alphaBar } = atStep(t);
    return {
      alphaBar,
      eps: epsFromX0(alphaBar, xt, x0),
      score: scoreOf(noisedMixture(twoPoints(share), alphaBar), xt),
    };
  },
  lines: [
    {
      id: 'kernel',
      tex: tex`\log q(\xt\mid\xo) = -\frac{(\xt-\sqrt{\abt}\,\xo)^2}{2(1-\abt)} - \frac12\log\bigl(2\pi(1-\abt)\bigr)`,
      shows: tex`\log q`,
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, x0 }) =>
        -((xt - Math.sqrt(alphaBar) * x0) ** 2) / (2 * (1 - alphaBar)) -
        0.5 * Math.log(2 * Math.PI * (1 - alphaBar)),
      shipped: { name: 'normalPdf', value: ({ xt, x0, alphaBar }) => Math.log(kernel(xt, x0, alphaBar)) },
    },
    {
      id: 'kernel-score',
      tex: tex`\nabla_{\!\xt}\log q(\xt\mid\xo) = -\frac{\xt-\sqrt{\abt}\,\xo}{1-\abt} = -\frac{\eps}{\sqrt{1-\abt}}`,
      shows: tex`\nabla\log q`,
      names: ['eps'],
      relation: { is: 'operation', apply: 'derivative', over: 'xt' },
      value: ({ xt, alphaBar, x0 }) => -(xt - Math.sqrt(alphaBar) * x0) / (1 - alphaBar),
      shipped: { name: 'scoreFromEps', value: ({ alphaBar, eps }) => scoreFromEps(alphaBar, eps) },
    },
    {
      id: 'marginal',
      tex: tex`q(\xt) = \mathbb E_{\xo}\bigl[q(\xt\mid\xo)\bigr]`,
      names: ['xo'],
      implied: ['alphaBar', 'share'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, share }) => expectData(share, (x0) => kernel(xt, x0, alphaBar)),
    },
    {
      id: 'slope',
      tex: tex`\nabla_{\!\xt}\, q(\xt) = \mathbb E_{\xo}\Bigl[q(\xt\mid\xo)\;\frac{\sqrt{\abt}\,\xo-\xt}{1-\abt}\Bigr]`,
      shows: tex`\nabla q`,
      names: ['xo'],
      implied: ['share'],
      relation: { is: 'operation', apply: 'derivative', over: 'xt' },
      value: ({ xt, alphaBar, share }) =>
        expectData(
          share,
          (x0) => (kernel(xt, x0, alphaBar) * (Math.sqrt(alphaBar) * x0 - xt)) / (1 - alphaBar),
        ),
    },
    {
      id: 'divide',
      tex: tex`\score(\xt) = \nabla_{\!\xt}\log q(\xt) = \mathbb E\Bigl[\frac{\sqrt{\abt}\,\xo-\xt}{1-\abt}\;\Big|\;\xt\Bigr]`,
      shows: tex`\score(\xt)`,
      names: ['score', 'xo'],
      implied: ['share'],
      relation: { is: 'operation', apply: 'log-derivative', over: 'xt', from: 'marginal' },
      value: ({ xt, alphaBar, share }) => {
        const total = expectData(share, (x0) => kernel(xt, x0, alphaBar));
        return expectData(
          share,
          (x0) => ((kernel(xt, x0, alphaBar) / total) * (Math.sqrt(alphaBar) * x0 - xt)) / (1 - alphaBar),
        );
      },
      shipped: {
        name: 'scoreOf',
        value: ({ xt, alphaBar, share }) => scoreOf(noisedMixture(twoPoints(share), alphaBar), xt),
      },
    },
    {
      id: 'linear',
      tex: tex`= \frac{\sqrt{\abt}\;\mathbb E[\xo\mid\xt]-\xt}{1-\abt}`,
      shows: tex`\score(\xt)`,
      names: ['xo'],
      implied: ['share'],
      relation: { is: '=' },
      value: ({ xt, alphaBar, share }) => {
        const total = expectData(share, (x0) => kernel(xt, x0, alphaBar));
        const mean = expectData(share, (x0) => (x0 * kernel(xt, x0, alphaBar)) / total);
        return (Math.sqrt(alphaBar) * mean - xt) / (1 - alphaBar);
      },
    },
    {
      id: 'tweedie',
      tex: tex`\mathbb E[\xo\mid\xt] = \frac{\xt + (1-\abt)\,\score(\xt)}{\sqrt{\abt}}`,
      shows: tex`\mathbb E[\xo\mid\xt]`,
      names: ['xo'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, score }) => (xt + (1 - alphaBar) * score) / Math.sqrt(alphaBar),
      shipped: { name: 'x0FromScore', value: ({ xt, alphaBar, score }) => x0FromScore(alphaBar, xt, score) },
    },
    {
      id: 'bayes',
      tex: tex`= \frac{\mathbb E_{\xo}\bigl[\xo\; q(\xt\mid\xo)\bigr]}{\mathbb E_{\xo}\bigl[q(\xt\mid\xo)\bigr]}`,
      shows: tex`\mathbb E[\xo\mid\xt]`,
      names: ['xo'],
      implied: ['alphaBar', 'share'],
      relation: { is: '=' },
      value: ({ xt, alphaBar, share }) =>
        expectData(share, (x0) => x0 * kernel(xt, x0, alphaBar)) /
        expectData(share, (x0) => kernel(xt, x0, alphaBar)),
      shipped: {
        name: 'posteriorMeanOfX0',
        value: ({ xt, alphaBar, share }) => posteriorMeanOfX0(twoPoints(share), alphaBar, xt),
      },
    },
  ],
  references: [
    { paper: 'efron2011', where: 'Section 1' },
    { paper: 'vincent2011', where: 'Section 4' },
  ],
});
