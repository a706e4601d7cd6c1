import { epsWeight } from '../../math/elbo.ts';
import { klNormal, logNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMeanFromEps } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noise = { min: -3, max: 3, step: 0.01 };

/** E4: the KL of two Gaussians is a squared error of their means plus a constant; per dimension, in nats. */
export const derivation = defineDerivation({
  id: 'gaussian-kl',
  rows: ['E4'],
  controls: {
    t: stepControl,
    xt: { symbol: 'xt', ...noise, default: -0.4 },
    eps: { symbol: 'eps', ...noise, default: 0.9 },
    epsHat: { symbol: 'epsh', ...noise, default: 0.4 },
    sigma: { symbol: 'sigt', min: 0.02, max: 0.3, step: 0.001, default: 0.08 },
  },
  derived: { ...stepSymbols, betaTilde: 'btt', muTilde: 'mut', muTheta: 'muth' },
  derive: ({ t, xt, eps, epsHat }) => ({
    ...atStep(t),
    betaTilde: betaTilde(schedule, t),
    muTilde: posteriorMeanFromEps(schedule, t, xt, eps),
    muTheta: posteriorMeanFromEps(schedule, t, xt, epsHat),
  }),
  lines: [
    {
      id: 'definition',
      tex: tex`D_{\mathrm{KL}}\bigl(q \,\|\, p_\theta\bigr) = \mathbb E_q\Bigl[\log\frac{q(\xp\mid\xt,\xo)}{p_\theta(\xp\mid\xt)}\Bigr]`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['xp', 'xt', 'xo'],
      implied: ['muTilde', 'betaTilde', 'muTheta', 'sigma'],
      relation: { is: 'definition' },
      value: ({ muTilde, betaTilde, muTheta, sigma }) =>
        expectNormal(
          (x) => logNormal(x, muTilde, betaTilde) - logNormal(x, muTheta, sigma ** 2),
          muTilde,
          betaTilde,
          8,
        ),
    },
    {
      id: 'logarithms',
      tex: tex`= \mathbb E_q\Bigl[\frac12\log\frac{\sigt^2}{\btt} - \frac{(\xp-\mut)^2}{2\btt} + \frac{(\xp-\muth)^2}{2\sigt^2}\Bigr]`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['xp'],
      relation: { is: '=' },
      value: ({ sigma, betaTilde, muTilde, muTheta }) =>
        expectNormal(
          (x) =>
            0.5 * Math.log(sigma ** 2 / betaTilde) -
            (x - muTilde) ** 2 / (2 * betaTilde) +
            (x - muTheta) ** 2 / (2 * sigma ** 2),
          muTilde,
          betaTilde,
          8,
        ),
    },
    {
      id: 'own-variance',
      tex: tex`= \frac12\log\frac{\sigt^2}{\btt} - \frac12 + \frac{1}{2\sigt^2}\,\mathbb E_q\bigl[(\xp-\muth)^2\bigr]`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['xp'],
      implied: ['muTilde'],
      relation: { is: '=' },
      value: ({ sigma, betaTilde, muTilde, muTheta }) =>
        0.5 * Math.log(sigma ** 2 / betaTilde) -
        0.5 +
        (1 / (2 * sigma ** 2)) * expectNormal((x) => (x - muTheta) ** 2, muTilde, betaTilde, 8),
    },
    {
      id: 'split',
      tex: tex`= \frac12\log\frac{\sigt^2}{\btt} - \frac12 + \frac{\btt + (\mut-\muth)^2}{2\sigt^2}`,
      shows: tex`D_{\mathrm{KL}}`,
      relation: { is: '=' },
      value: ({ sigma, betaTilde, muTilde, muTheta }) =>
        0.5 * Math.log(sigma ** 2 / betaTilde) -
        0.5 +
        (betaTilde + (muTilde - muTheta) ** 2) / (2 * sigma ** 2),
      shipped: {
        name: 'klNormal',
        value: ({ muTilde, betaTilde, muTheta, sigma }) => klNormal(muTilde, betaTilde, muTheta, sigma ** 2),
      },
    },
    {
      id: 'constant',
      tex: tex`= \frac{(\mut-\muth)^2}{2\sigt^2} + \underbrace{\frac12\Bigl(\frac{\btt}{\sigt^2} - 1 + \log\frac{\sigt^2}{\btt}\Bigr)}_{\text{free of }\theta}`,
      shows: tex`D_{\mathrm{KL}}`,
      relation: { is: '=' },
      value: ({ muTilde, muTheta, sigma, betaTilde }) =>
        (muTilde - muTheta) ** 2 / (2 * sigma ** 2) +
        0.5 * (betaTilde / sigma ** 2 - 1 + Math.log(sigma ** 2 / betaTilde)),
    },
    {
      id: 'means',
      tex: tex`= \frac{(\mut-\muth)^2}{2\sigt^2} + C`,
      shows: tex`D_{\mathrm{KL}} - C`,
      relation: { is: 'constant', in: 'epsHat' },
      value: ({ muTilde, muTheta, sigma }) => (muTilde - muTheta) ** 2 / (2 * sigma ** 2),
    },
    {
      id: 'noise',
      tex: tex`= \frac{\bt^2}{2\sigt^2\,\at\,(1-\abt)}\,(\eps-\epsh)^2 + C`,
      shows: tex`D_{\mathrm{KL}} - C`,
      relation: { is: 'constant', in: 'epsHat' },
      value: ({ beta, sigma, alpha, alphaBar, eps, epsHat }) =>
        (beta ** 2 / (2 * sigma ** 2 * alpha * (1 - alphaBar))) * (eps - epsHat) ** 2,
      shipped: {
        name: 'epsWeight',
        value: ({ t, beta, sigma, eps, epsHat }) =>
          epsWeight(schedule, t, 'beta') * (beta / sigma ** 2) * (eps - epsHat) ** 2,
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(8)' },
    { paper: 'ho2020', where: '(12)' },
  ],
});
