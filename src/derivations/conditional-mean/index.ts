import { epsFromX0 } from '../../math/convert.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { noisedMixture, posteriorMeanOfX0, scoreOf } from '../../math/mixture.ts';
import { atStep, stepControl } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

/** E over x_0 given x_t, by Bayes, for data that are +1 with probability `share`, else -1. */
function expectGiven(
  f: (x0: number) => number,
  { xt, alphaBar, share }: { xt: number; alphaBar: number; share: number },
): number {
  const plus = share * normalPdf(xt, Math.sqrt(alphaBar), 1 - alphaBar);
  const minus = (1 - share) * normalPdf(xt, -Math.sqrt(alphaBar), 1 - alphaBar);
  return (plus * f(1) + minus * f(-1)) / (plus + minus);
}

/** G8: the guess of least squared error is the conditional mean; so is what a network learns of x_0 and of ε. */
export const derivation = defineDerivation({
  id: 'conditional-mean',
  rows: ['G8'],
  controls: {
    // Below 100 the two humps part so far that the mean is ±1 to all digits.
    t: { ...stepControl, min: 100 },
    xt: { symbol: 'xt', min: -2, max: 2, step: 0.01, default: 0.2 },
    share: { symbol: 'wpi', min: 0.05, max: 0.95, step: 0.01, default: 0.4 },
    f: { symbol: 'fhat', min: -2, max: 2, step: 0.01, default: 1 },
  },
  derived: { alphaBar: 'abt', m: 'cmean', score: 'score' },
  derive: ({ t, xt, share }) => {
    const { alphaBar } = atStep(t);
    return {
      alphaBar,
      m: posteriorMeanOfX0(twoPoints(share), alphaBar, xt),
      score: scoreOf(noisedMixture(twoPoints(share), alphaBar), xt),
    };
  },
  lines: [
    {
      id: 'error',
      tex: tex`J(\fhat) = \mathbb E\bigl[(\xo-\fhat)^2 \,\big|\, \xt\bigr]`,
      names: ['xo'],
      implied: ['alphaBar', 'share'],
      relation: { is: 'definition' },
      value: ({ f, xt, alphaBar, share }) => expectGiven((x0) => (x0 - f) ** 2, { xt, alphaBar, share }),
    },
    {
      id: 'expand',
      tex: tex`= \mathbb E\bigl[(\xo-\cmean)^2 + 2(\xo-\cmean)(\cmean-\fhat) + (\cmean-\fhat)^2 \,\big|\, \xt\bigr]`,
      shows: tex`J`,
      names: ['xo'],
      implied: ['alphaBar', 'share'],
      cancels: ['m'],
      relation: { is: '=' },
      value: ({ f, m, xt, alphaBar, share }) =>
        expectGiven((x0) => (x0 - m) ** 2 + 2 * (x0 - m) * (m - f) + (m - f) ** 2, { xt, alphaBar, share }),
    },
    {
      id: 'cross-term',
      tex: tex`= \mathbb E\bigl[(\xo-\cmean)^2 \,\big|\, \xt\bigr] + (\cmean-\fhat)^2`,
      shows: tex`J`,
      names: ['xo'],
      implied: ['alphaBar', 'share'],
      relation: { is: '=' },
      value: ({ f, m, xt, alphaBar, share }) =>
        expectGiven((x0) => (x0 - m) ** 2, { xt, alphaBar, share }) + (m - f) ** 2,
    },
    {
      id: 'slope',
      tex: tex`\frac{\mathrm dJ}{\mathrm d\fhat} = 2\,(\fhat-\cmean)`,
      relation: { is: 'operation', apply: 'derivative', over: 'f' },
      value: ({ f, m }) => 2 * (f - m),
    },
    {
      id: 'minimum',
      tex: tex`\arg\min_{\fhat} J = \mathbb E[\xo \mid \xt]`,
      shows: tex`\arg\min J`,
      names: ['fhat', 'xo'],
      implied: ['alphaBar', 'share'],
      relation: { is: 'operation', apply: 'mode', over: 'f', from: 'error' },
      value: ({ xt, alphaBar, share }) => expectGiven((x0) => x0, { xt, alphaBar, share }),
      shipped: {
        name: 'posteriorMeanOfX0',
        value: ({ xt, alphaBar, share }) => posteriorMeanOfX0(twoPoints(share), alphaBar, xt),
      },
    },
    {
      id: 'noise',
      tex: tex`\mathbb E[\eps\mid\xt] = \frac{\xt-\sqrt{\abt}\;\cmean}{\sqrt{1-\abt}}`,
      shows: tex`\mathbb E[\eps\mid\xt]`,
      names: ['eps'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, m }) => (xt - Math.sqrt(alphaBar) * m) / Math.sqrt(1 - alphaBar),
      shipped: { name: 'epsFromX0', value: ({ xt, alphaBar, m }) => epsFromX0(alphaBar, xt, m) },
    },
    {
      id: 'score',
      tex: tex`= -\sqrt{1-\abt}\;\score(\xt)`,
      shows: tex`\mathbb E[\eps\mid\xt]`,
      names: ['xt'],
      relation: { is: '=' },
      value: ({ alphaBar, score }) => -Math.sqrt(1 - alphaBar) * score,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(14)' },
    { paper: 'efron2011', where: 'Section 1' },
  ],
});
