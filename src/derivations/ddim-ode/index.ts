import { epsFromScore, x0FromEps } from '../../math/convert.ts';
import { noisedMixture, scoreOf } from '../../math/mixture.ts';
import { applyStep, ddimEncodeStep, ddimStep } from '../../math/samplers.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { limitOfProducts } from './limitOfProducts.ts';

const value = { min: -3, max: 3, step: 0.01 };

/** σ(t) = √((1-ᾱ)/ᾱ): the noise's deviation where the data have their full size. */
const noiseToSignal = (alphaBar: number) => Math.sqrt((1 - alphaBar) / alphaBar);

/** x_s of DDIM's step, down or up, from x_t with ε̂ asked at x_t. */
const moved = (step: ReturnType<typeof ddimStep>, xt: number, epsHat: number): number =>
  applyStep(step, { xHat0: x0FromEps(step.alphaBar, xt, epsHat), epsHat }, xt, 0);

/** D5: DDIM without noise is Euler's method for an ODE in x/√ᾱ; what one step and a way there and back lose. */
export const derivation = defineDerivation({
  id: 'ddim-ode',
  rows: ['D5'],
  controls: {
    t: stepControl,
    xt: { symbol: 'xt', ...value, default: -0.8 },
    epsHat: { symbol: 'epsh', ...value, default: 0.7 },
    v0: { symbol: 'vdat', min: 0.05, max: 2, step: 0.01, default: 0.3 },
    h: { symbol: 'hsh', min: 0.01, max: 0.9, step: 0.01, default: 0.3 },
  },
  derived: {
    alphaBar: stepSymbols.alphaBar,
    alphaBarPrev: stepSymbols.alphaBarPrev,
    xBar: 'xbt',
    xBarPrev: 'xbp',
    sigma: 'sgt',
    sigmaPrev: 'sgp',
  },
  derive: ({ t, xt, epsHat }) => {
    const { alphaBar, alphaBarPrev } = atStep(t);
    const xHat0 = x0FromEps(alphaBar, xt, epsHat);
    const sigmaPrev = noiseToSignal(alphaBarPrev);
    return {
      alphaBar,
      alphaBarPrev,
      xBar: xt / Math.sqrt(alphaBar),
      xBarPrev: xHat0 + sigmaPrev * epsHat,
      sigma: noiseToSignal(alphaBar),
      sigmaPrev,
    };
  },
  lines: [
    {
      id: 'update',
      tex: tex`\xbp = \frac{\xt-\sqrt{1-\abt}\,\epsh}{\sqrt{\abt}} + \frac{\sqrt{1-\abp}}{\sqrt{\abp}}\,\epsh`,
      names: ['xbp'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, epsHat, alphaBarPrev }) =>
        (xt - Math.sqrt(1 - alphaBar) * epsHat) / Math.sqrt(alphaBar) +
        (Math.sqrt(1 - alphaBarPrev) / Math.sqrt(alphaBarPrev)) * epsHat,
      shipped: {
        name: 'ddimStep / √ᾱ',
        value: ({ t, xt, epsHat }) =>
          moved(ddimStep(schedule, t, t - 1, 0), xt, epsHat) / Math.sqrt(schedule.alphaBar[t - 1]),
      },
    },
    {
      id: 'euler',
      tex: tex`= \xbt + \bigl(\sgp-\sgt\bigr)\,\epsh`,
      shows: tex`\xbp`,
      relation: { is: '=' },
      value: ({ xBar, sigmaPrev, sigma, epsHat }) => xBar + (sigmaPrev - sigma) * epsHat,
    },
    {
      id: 'back',
      tex: tex`\xbt = \xbp + \bigl(\sgt-\sgp\bigr)\,\epsh`,
      names: ['xbt'],
      relation: { is: 'definition' },
      value: ({ xBarPrev, sigma, sigmaPrev, epsHat }) => xBarPrev + (sigma - sigmaPrev) * epsHat,
      shipped: {
        name: 'ddimStep, then ddimEncodeStep / √ᾱ',
        value: ({ t, xt, epsHat }) =>
          moved(
            ddimEncodeStep(schedule, t - 1, t),
            moved(ddimStep(schedule, t, t - 1, 0), xt, epsHat),
            epsHat,
          ) / Math.sqrt(schedule.alphaBar[t]),
      },
    },
    {
      id: 'guess',
      tex: tex`\mathbb E[\eps\mid\xt] = \frac{\sgt\,\xbt}{\vdat+\sgt^2}`,
      names: ['eps', 'xt'],
      relation: { is: 'definition' },
      value: ({ sigma, xBar, v0 }) => (sigma * xBar) / (v0 + sigma ** 2),
      shipped: {
        name: 'epsFromScore',
        value: ({ xt, alphaBar, v0 }) => {
          const noisy = noisedMixture({ weights: [1], means: [0], variances: [v0] }, alphaBar);
          return epsFromScore(alphaBar, scoreOf(noisy, xt));
        },
      },
    },
    {
      id: 'many',
      tex: tex`\lim_{n\to\infty}\;\xbt\prod_{k=0}^{n-1}\Bigl(1-\frac{\hsh}{n}\,\frac{u_k\,\sgt^2}{\vdat+u_k^2\,\sgt^2}\Bigr),\qquad u_k = 1-\frac{k}{n}\,\hsh`,
      shows: tex`\bar x\bigl((1-\hsh)\sgt\bigr)`,
      relation: { is: 'definition' },
      value: ({ xBar, h, sigma, v0 }) =>
        xBar *
        limitOfProducts((k, n) => {
          const u = 1 - (k / n) * h;
          return 1 - ((h / n) * u * sigma ** 2) / (v0 + (u * sigma) ** 2);
        }),
    },
    {
      id: 'exact',
      tex: tex`= \xbt\,\sqrt{\frac{\vdat+(1-\hsh)^2\,\sgt^2}{\vdat+\sgt^2}}`,
      shows: tex`\bar x\bigl((1-\hsh)\sgt\bigr)`,
      relation: { is: '=' },
      value: ({ xBar, v0, h, sigma }) => xBar * Math.sqrt((v0 + ((1 - h) * sigma) ** 2) / (v0 + sigma ** 2)),
    },
    {
      id: 'one',
      tex: tex`= \xbt\,\Bigl(1-\frac{\hsh\,\sgt^2}{\vdat+\sgt^2}\Bigr) + O(\hsh^2)`,
      shows: tex`\bar x\ \text{in one step}`,
      relation: { is: 'order', p: 2, h: 'h' },
      value: ({ xBar, h, sigma, v0 }) => xBar * (1 - (h * sigma ** 2) / (v0 + sigma ** 2)),
    },
    {
      id: 'there-and-back',
      tex: tex`\xbt\,\Bigl(1-\frac{\hsh\,\sgt^2}{\vdat+\sgt^2}\Bigr)\Bigl(1+\frac{\hsh\,(1-\hsh)\,\sgt^2}{\vdat+(1-\hsh)^2\,\sgt^2}\Bigr) = \xbt + O(\hsh^2)`,
      shows: tex`\bar x\ \text{there and back}`,
      relation: { is: 'order', p: 2, h: 'h', from: 'back' },
      value: ({ xBar, h, sigma, v0 }) =>
        xBar *
        (1 - (h * sigma ** 2) / (v0 + sigma ** 2)) *
        (1 + (h * (1 - h) * sigma ** 2) / (v0 + ((1 - h) * sigma) ** 2)),
    },
    {
      id: 'lost',
      tex: tex`= \xbt\,\Bigl(1-\frac{\hsh^2\,\vdat\,\sgt^2}{(\vdat+\sgt^2)\,(\vdat+(1-\hsh)^2\,\sgt^2)}\Bigr)`,
      shows: tex`\bar x\ \text{there and back}`,
      relation: { is: '=' },
      value: ({ xBar, h, v0, sigma }) =>
        xBar * (1 - (h ** 2 * v0 * sigma ** 2) / ((v0 + sigma ** 2) * (v0 + ((1 - h) * sigma) ** 2))),
    },
  ],
  references: [
    { paper: 'song2021ddim', where: '(12)' },
    { paper: 'song2021ddim', where: '“Relevance to Neural ODEs”' },
  ],
});
