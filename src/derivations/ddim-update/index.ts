import { x0FromEps } from '../../math/convert.ts';
import { betaTilde, posteriorMeanFromEps } from '../../math/posterior.ts';
import { applyStep, ddimStep } from '../../math/samplers.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noise = { min: -3, max: 3, step: 0.01 };

/** D3: the DDIM update from q_σ, its σ from η, and DDPM's mean at η = 1. */
export const derivation = defineDerivation({
  id: 'ddim-update',
  rows: ['D3'],
  controls: {
    t: stepControl,
    xt: { symbol: 'xt', ...noise, default: -0.4 },
    epsHat: { symbol: 'epsh', ...noise, default: 0.7 },
    z: { symbol: 'z', ...noise, default: -0.5 },
    eta: { symbol: 'et', min: 0, max: 1, step: 0.01, default: 0.5 },
  },
  derived: { ...stepSymbols, xHat0: 'xoh', sigma: 'sigt', betaTilde: 'btt' },
  derive: ({ t, xt, epsHat, eta }) => ({
    ...atStep(t),
    xHat0: x0FromEps(schedule.alphaBar[t], xt, epsHat),
    sigma: eta * Math.sqrt(betaTilde(schedule, t)),
    betaTilde: betaTilde(schedule, t),
  }),
  lines: [
    {
      id: 'draw',
      tex: tex`\xp = \sqrt{\abp}\,\xoh + \sqrt{1-\abp-\sigt^2}\;\frac{\xt-\sqrt{\abt}\,\xoh}{\sqrt{1-\abt}} + \sigt\,\z`,
      names: ['xp'],
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, xHat0, sigma, xt, alphaBar, z }) =>
        Math.sqrt(alphaBarPrev) * xHat0 +
        (Math.sqrt(1 - alphaBarPrev - sigma ** 2) * (xt - Math.sqrt(alphaBar) * xHat0)) /
          Math.sqrt(1 - alphaBar) +
        sigma * z,
    },
    {
      id: 'direction',
      tex: tex`= \sqrt{\abp}\,\xoh + \sqrt{1-\abp-\sigt^2}\,\epsh + \sigt\,\z`,
      shows: tex`\xp`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, xHat0, sigma, epsHat, z }) =>
        Math.sqrt(alphaBarPrev) * xHat0 + Math.sqrt(1 - alphaBarPrev - sigma ** 2) * epsHat + sigma * z,
      shipped: {
        name: 'ddimStep',
        value: ({ t, eta, xHat0, epsHat, xt, z }) =>
          applyStep(ddimStep(schedule, t, t - 1, eta), { xHat0, epsHat }, xt, z),
      },
    },
    {
      id: 'update',
      tex: tex`= \sqrt{\abp}\;\frac{\xt-\sqrt{1-\abt}\,\epsh}{\sqrt{\abt}} + \sqrt{1-\abp-\sigt^2}\,\epsh + \sigt\,\z`,
      shows: tex`\xp`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, xt, alphaBar, epsHat, sigma, z }) =>
        (Math.sqrt(alphaBarPrev) * (xt - Math.sqrt(1 - alphaBar) * epsHat)) / Math.sqrt(alphaBar) +
        Math.sqrt(1 - alphaBarPrev - sigma ** 2) * epsHat +
        sigma * z,
    },
    {
      id: 'sigma',
      tex: tex`\sigt^2 = \et^2\,\frac{1-\abp}{1-\abt}\Bigl(1-\frac{\abt}{\abp}\Bigr)`,
      names: ['sigt'],
      relation: { is: 'definition' },
      value: ({ eta, alphaBarPrev, alphaBar }) =>
        ((eta ** 2 * (1 - alphaBarPrev)) / (1 - alphaBar)) * (1 - alphaBar / alphaBarPrev),
      shipped: { name: 'ddimStep', value: ({ t, eta }) => ddimStep(schedule, t, t - 1, eta).noise ** 2 },
    },
    {
      id: 'beta-tilde',
      tex: tex`= \et^2\,\frac{1-\abp}{1-\abt}\,\bt = \et^2\,\btt`,
      names: ['btt'],
      shows: tex`\sigt^2`,
      relation: { is: '=' },
      value: ({ eta, alphaBarPrev, alphaBar, beta }) =>
        ((eta ** 2 * (1 - alphaBarPrev)) / (1 - alphaBar)) * beta,
      shipped: { name: 'betaTilde', value: ({ t, eta }) => eta ** 2 * betaTilde(schedule, t) },
    },
    {
      id: 'eta-one',
      tex: tex`\et = 1:\qquad \sqrt{\abp}\,\xoh + \sqrt{1-\abp-\btt}\,\epsh`,
      shows: tex`\mathbb E[\xp]`,
      names: ['et'],
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, xHat0, betaTilde, epsHat }) =>
        Math.sqrt(alphaBarPrev) * xHat0 + Math.sqrt(1 - alphaBarPrev - betaTilde) * epsHat,
    },
    {
      id: 'root',
      tex: tex`= \sqrt{\abp}\,\xoh + \frac{\sqrt{\at}\,(1-\abp)}{\sqrt{1-\abt}}\,\epsh`,
      shows: tex`\mathbb E[\xp]`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, xHat0, alpha, alphaBar, epsHat }) =>
        Math.sqrt(alphaBarPrev) * xHat0 +
        ((Math.sqrt(alpha) * (1 - alphaBarPrev)) / Math.sqrt(1 - alphaBar)) * epsHat,
    },
    {
      id: 'ddpm',
      tex: tex`= \frac{1}{\sqrt{\at}}\Bigl(\xt - \frac{\bt}{\sqrt{1-\abt}}\,\epsh\Bigr)`,
      shows: tex`\mathbb E[\xp]`,
      relation: { is: '=' },
      value: ({ alpha, xt, beta, alphaBar, epsHat }) =>
        (1 / Math.sqrt(alpha)) * (xt - (beta / Math.sqrt(1 - alphaBar)) * epsHat),
      shipped: {
        name: 'posteriorMeanFromEps',
        value: ({ t, xt, epsHat }) => posteriorMeanFromEps(schedule, t, xt, epsHat),
      },
    },
  ],
  references: [
    { paper: 'song2021ddim', where: '(7)' },
    { paper: 'song2021ddim', where: '(9)' },
    { paper: 'song2021ddim', where: '(12)' },
    { paper: 'song2021ddim', where: '(16)' },
    { paper: 'ho2020', where: '(11)' },
  ],
});
