import { jumpKernel } from '../../math/forward.ts';
import { posteriorMeanOfX0, posteriorOfX0, varianceOf, type Mixture1 } from '../../math/mixture.ts';
import { schedule, stepControl } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { expectLower, expectNoisy, guess, spread } from './bumps.ts';

const bumps = (a: number): Mixture1 => ({
  weights: [0.5, 0.5],
  means: [-a, a],
  variances: [1 - a ** 2, 1 - a ** 2],
});

/** s = u t, rounded. */
const lowerStep = (t: number, u: number) => Math.round(u * t);

/** Two integrals, one in the other, of curves that bend at a bump's edge. */
const byIntegrals = 1e-8;

/** P3: the variance that a jump to the mean lacks, what a lower step leaves of it, and what re-noising hides of it. */
export const derivation = defineDerivation({
  id: 'blurry-jump',
  rows: ['P3'],
  controls: {
    // Apart enough that ᾱ_s stays above ᾱ_t in the check that moves it by five per cent.
    t: { ...stepControl, min: 150, default: 400 },
    u: { symbol: 'lowsh', min: 0.1, max: 0.8, step: 0.01, default: 0.6 },
    a: { symbol: 'apart', min: 0, max: 0.85, step: 0.01, default: 0.8 },
  },
  derived: { alphaBar: 'abt', alphaBarLow: 'ablow' },
  derive: ({ t, u }) => ({
    alphaBar: schedule.alphaBar[t],
    alphaBarLow: schedule.alphaBar[lowerStep(t, u)],
  }),
  lines: [
    {
      id: 'total',
      tex: tex`\begin{aligned} \operatorname{Var}\xo = {}& \mathbb E\bigl[\operatorname{Var}(\xo\mid\xt)\bigr] \\ &+ \operatorname{Var}\bigl(\mathbb E[\xo\mid\xt]\bigr) \end{aligned}`,
      shows: tex`\operatorname{Var}\xo`,
      names: ['xo', 'xt'],
      implied: ['a', 'alphaBar'],
      cancels: ['a', 'alphaBar'],
      relation: { is: 'definition' },
      tolerance: byIntegrals,
      value: ({ a, alphaBar }) => {
        const mean = expectNoisy((x) => guess(x, a, alphaBar), a, alphaBar);
        return (
          expectNoisy((x) => spread(x, a, alphaBar), a, alphaBar) +
          expectNoisy((x) => (guess(x, a, alphaBar) - mean) ** 2, a, alphaBar)
        );
      },
      shipped: { name: 'varianceOf', value: ({ a }) => varianceOf(bumps(a)) },
    },
    {
      id: 'missing',
      tex: tex`1 - \operatorname{Var}\xoh = \mathbb E\bigl[\operatorname{Var}(\xo\mid\xt)\bigr]`,
      shows: tex`\text{missing}`,
      names: ['xoh', 'xo', 'xt'],
      implied: ['a', 'alphaBar'],
      relation: { is: 'definition' },
      tolerance: byIntegrals,
      value: ({ a, alphaBar }) => expectNoisy((x) => spread(x, a, alphaBar), a, alphaBar),
      shipped: {
        name: 'posteriorMeanOfX0',
        value: ({ a, alphaBar }) =>
          1 - expectNoisy((x) => posteriorMeanOfX0(bumps(a), alphaBar, x) ** 2, a, alphaBar),
      },
    },
    {
      id: 'straight',
      tex: tex`\le 1-\abt`,
      shows: tex`\max\,\text{missing}`,
      relation: { is: '≤', tight: () => ({ a: 0 }) },
      value: ({ alphaBar }) => 1 - alphaBar,
    },
    {
      id: 'lower',
      tex: tex`\begin{aligned} &\mathbb E\bigl[\operatorname{Var}(\xo\mid\xt)\bigr] \\ &= \mathbb E\bigl[\operatorname{Var}(\xo\mid\xlow)\bigr] \\ &\quad + \mathbb E\Bigl[\operatorname{Var}\bigl(\mathbb E[\xo\mid\xlow] \bigm| \xt\bigr)\Bigr] \end{aligned}`,
      shows: tex`\text{missing}`,
      names: ['xo', 'xt', 'xlow'],
      implied: ['a', 'alphaBar', 'alphaBarLow'],
      cancels: ['alphaBarLow'],
      relation: { is: '=', from: 'missing' },
      tolerance: byIntegrals,
      value: ({ a, alphaBar, alphaBarLow }) => {
        const below = expectNoisy((x) => spread(x, a, alphaBarLow), a, alphaBarLow);
        const gained = expectNoisy(
          (x) => {
            const mean = (power: number) =>
              expectLower((low) => guess(low, a, alphaBarLow) ** power, x, a, alphaBar, alphaBarLow);
            return mean(2) - mean(1) ** 2;
          },
          a,
          alphaBar,
        );
        return below + gained;
      },
    },
    {
      id: 'renoised',
      tex: tex`\begin{aligned} &\operatorname{Var}\bigl[\sqrt{\ablow}\,\xoh + \sqrt{1-\ablow}\,\z\bigr] \\ &= \ablow\operatorname{Var}\xoh + 1 - \ablow \end{aligned}`,
      shows: tex`\operatorname{Var}`,
      names: ['xoh', 'z'],
      implied: ['a', 'alphaBar'],
      relation: { is: 'definition' },
      tolerance: byIntegrals,
      value: ({ alphaBarLow, a, alphaBar }) =>
        alphaBarLow * expectNoisy((x) => guess(x, a, alphaBar) ** 2, a, alphaBar) + 1 - alphaBarLow,
      shipped: {
        name: 'jumpKernel',
        value: ({ t, u, a, alphaBar }) => {
          const { mean, variance } = jumpKernel(schedule, lowerStep(t, u));
          const ofGuess =
            1 - expectNoisy((x) => varianceOf(posteriorOfX0(bumps(a), alphaBar, x)), a, alphaBar);
          return mean ** 2 * ofGuess + variance;
        },
      },
    },
    {
      id: 'hidden',
      tex: tex`= 1 - \ablow\;\mathbb E\bigl[\operatorname{Var}(\xo\mid\xt)\bigr]`,
      shows: tex`\operatorname{Var}`,
      names: ['xo', 'xt'],
      implied: ['a', 'alphaBar'],
      relation: { is: '=' },
      tolerance: byIntegrals,
      value: ({ alphaBarLow, a, alphaBar }) =>
        1 - alphaBarLow * expectNoisy((x) => spread(x, a, alphaBar), a, alphaBar),
    },
    {
      id: 'for-ever',
      tex: tex`\lim_{n\to\infty} V_n,\quad V_{n+1} = \ablow\,\bigl(\ablow\,V_n + 1 - \ablow\bigr)`,
      shows: tex`\operatorname{Var}\xoh`,
      relation: { is: 'definition' },
      value: ({ alphaBarLow }) => {
        let variance = 0;
        for (let before = NaN; variance !== before;) {
          before = variance;
          variance = alphaBarLow * (alphaBarLow * variance + 1 - alphaBarLow);
        }
        return variance;
      },
    },
    {
      id: 'half',
      tex: tex`= \frac{\ablow}{1+\ablow}`,
      shows: tex`\operatorname{Var}\xoh`,
      relation: { is: '=' },
      value: ({ alphaBarLow }) => alphaBarLow / (1 + alphaBarLow),
    },
  ],
  references: [
    { paper: 'ho2020', where: '(4)' },
    { paper: 'ho2020', where: '(15)' },
  ],
});
