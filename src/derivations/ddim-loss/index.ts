import { x0FromEps } from '../../math/convert.ts';
import { epsWeight } from '../../math/elbo.ts';
import { klNormal, logNormal } from '../../math/gaussian.ts';
import { betaTilde } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { ddimStep } from '../../math/samplers.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noise = { min: -3, max: 3, step: 0.01 };

/** γ_t from the coefficients of the step that the samplers take: an error of ε̂ moves x̂_0 too. */
function gammaOf(t: number, eta: number): number {
  const step = ddimStep(schedule, t, t - 1, eta);
  const move = step.x0 * x0FromEps(step.alphaBar, 0, 1) + step.eps;
  return move ** 2 / (2 * step.noise ** 2);
}

/** D2: a term of DDIM's bound J_σ is a weight times DDPM's squared error of ε, for every σ_t > 0; per dimension. */
export const derivation = defineDerivation({
  id: 'ddim-loss',
  rows: ['D2'],
  controls: {
    t: stepControl,
    xt: { symbol: 'xt', ...noise, default: -0.4 },
    eps: { symbol: 'eps', ...noise, default: 0.9 },
    epsHat: { symbol: 'epsh', ...noise, default: 0.4 },
    // Not 0: there q_σ has no density.
    eta: { symbol: 'et', min: 0.05, max: 1, step: 0.01, default: 0.5 },
  },
  derived: { ...stepSymbols, x0: 'xo', xHat0: 'xoh', sigma: 'sigt', betaTilde: 'btt' },
  derive: ({ t, xt, eps, epsHat, eta }) => ({
    ...atStep(t),
    x0: x0FromEps(schedule.alphaBar[t], xt, eps),
    xHat0: x0FromEps(schedule.alphaBar[t], xt, epsHat),
    sigma: eta * Math.sqrt(betaTilde(schedule, t)),
    betaTilde: betaTilde(schedule, t),
  }),
  lines: [
    {
      id: 'divergence',
      tex: tex`D_{\mathrm{KL}} = \mathbb E_{q_\sigma}\Bigl[\log\frac{q_\sigma(\xp\mid\xt,\xo)}{q_\sigma(\xp\mid\xt,\xoh)}\Bigr]`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['xp'],
      implied: ['alphaBarPrev', 'alphaBar', 'sigma'],
      cancels: ['xt'],
      relation: { is: 'definition' },
      value: ({ xt, x0, xHat0, alphaBarPrev, alphaBar, sigma }) => {
        const centre = (data: number) =>
          Math.sqrt(alphaBarPrev) * data +
          (Math.sqrt(1 - alphaBarPrev - sigma ** 2) * (xt - Math.sqrt(alphaBar) * data)) /
            Math.sqrt(1 - alphaBar);
        return expectNormal(
          (x) => logNormal(x, centre(x0), sigma ** 2) - logNormal(x, centre(xHat0), sigma ** 2),
          centre(x0),
          sigma ** 2,
          8,
        );
      },
      shipped: {
        name: 'klNormal, ddimStep',
        value: ({ t, eta, x0, eps, xHat0, epsHat }) => {
          const step = ddimStep(schedule, t, t - 1, eta);
          const mean = step.x0 * x0 + step.eps * eps;
          return klNormal(mean, step.noise ** 2, step.x0 * xHat0 + step.eps * epsHat, step.noise ** 2);
        },
      },
    },
    {
      id: 'means',
      tex: tex`= \frac{1}{2\sigt^2}\Bigl(\mathbb E_{q_\sigma}[\xp\mid\xt,\xo] - \mathbb E_{q_\sigma}[\xp\mid\xt,\xoh]\Bigr)^2`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['xp'],
      implied: ['alphaBarPrev', 'alphaBar'],
      cancels: ['xt'],
      relation: { is: '=' },
      value: ({ sigma, xt, x0, xHat0, alphaBarPrev, alphaBar }) => {
        const mean = (data: number) => {
          const epsOf = (xt - Math.sqrt(alphaBar) * data) / Math.sqrt(1 - alphaBar);
          return Math.sqrt(alphaBarPrev) * data + Math.sqrt(1 - alphaBarPrev - sigma ** 2) * epsOf;
        };
        return (mean(x0) - mean(xHat0)) ** 2 / (2 * sigma ** 2);
      },
    },
    {
      id: 'data',
      tex: tex`= \frac{1}{2\sigt^2}\biggl(\sqrt{\abp} - \sqrt{1-\abp-\sigt^2}\,\frac{\sqrt{\abt}}{\sqrt{1-\abt}}\biggr)^2(\xo-\xoh)^2`,
      shows: tex`D_{\mathrm{KL}}`,
      relation: { is: '=' },
      value: ({ sigma, alphaBarPrev, alphaBar, x0, xHat0 }) =>
        (1 / (2 * sigma ** 2)) *
        (Math.sqrt(alphaBarPrev) -
          (Math.sqrt(1 - alphaBarPrev - sigma ** 2) * Math.sqrt(alphaBar)) / Math.sqrt(1 - alphaBar)) **
          2 *
        (x0 - xHat0) ** 2,
    },
    {
      id: 'noise',
      tex: tex`= \underbrace{\frac{1}{2\sigt^2}\biggl(\frac{\sqrt{1-\abt}}{\sqrt{\at}} - \sqrt{1-\abp-\sigt^2}\biggr)^2}_{\gamt}(\eps-\epsh)^2`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['gamt'],
      relation: { is: '=' },
      value: ({ sigma, alphaBar, alpha, alphaBarPrev, eps, epsHat }) =>
        (1 / (2 * sigma ** 2)) *
        (Math.sqrt(1 - alphaBar) / Math.sqrt(alpha) - Math.sqrt(1 - alphaBarPrev - sigma ** 2)) ** 2 *
        (eps - epsHat) ** 2,
      shipped: {
        name: 'ddimStep',
        value: ({ t, eta, eps, epsHat }) => gammaOf(t, eta) * (eps - epsHat) ** 2,
      },
    },
    {
      id: 'eta-one',
      tex: tex`\et = 1:\quad \gamt = \frac{1}{2\btt}\biggl(\frac{\sqrt{1-\abt}}{\sqrt{\at}} - \sqrt{1-\abp-\btt}\biggr)^2`,
      shows: tex`\gamt`,
      names: ['et', 'gamt'],
      relation: { is: 'definition' },
      value: ({ betaTilde, alphaBar, alpha, alphaBarPrev }) =>
        (1 / (2 * betaTilde)) *
        (Math.sqrt(1 - alphaBar) / Math.sqrt(alpha) - Math.sqrt(1 - alphaBarPrev - betaTilde)) ** 2,
      shipped: { name: 'ddimStep', value: ({ t }) => gammaOf(t, 1) },
    },
    {
      id: 'ddpm',
      tex: tex`= \frac{\bt^2}{2\btt\,\at\,(1-\abt)}`,
      shows: tex`\gamt`,
      relation: { is: '=' },
      value: ({ beta, betaTilde, alpha, alphaBar }) => beta ** 2 / (2 * betaTilde * alpha * (1 - alphaBar)),
      shipped: { name: 'epsWeight', value: ({ t }) => epsWeight(schedule, t, 'beta-tilde') },
    },
  ],
  references: [
    { paper: 'song2021ddim', where: '(7)' },
    { paper: 'song2021ddim', where: '(9)' },
    { paper: 'song2021ddim', where: 'Theorem 1' },
    { paper: 'ho2020', where: '(12)' },
  ],
});
