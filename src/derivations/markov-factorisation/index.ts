import { stepKernel } from '../../math/forward.ts';
import { logNormal } from '../../math/gaussian.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const place = { min: -2, max: 2, step: 0.01 };

/** Cov(x_j, x_k | x_0) of the chain: α^{|j−k|/2} times the variance at the earlier of the two. */
const covariance = (beta: number, j: number, k: number): number =>
  (1 - beta) ** (Math.abs(j - k) / 2) * (1 - (1 - beta) ** Math.min(j, k));

/** E[x_k | x_0]. */
const meanAt = (beta: number, x0: number, k: number): number => (1 - beta) ** (k / 2) * x0;

/** ln of the Gaussian density of (x_1, x_2, x_3) around their means, by the 3 × 3 covariance and its adjugate. */
function logJoint(beta: number, x0: number, x: readonly [number, number, number]): number {
  const c = (j: number, k: number) => covariance(beta, j, k);
  const minor = (rows: readonly [number, number], columns: readonly [number, number]) =>
    c(rows[0], columns[0]) * c(rows[1], columns[1]) - c(rows[0], columns[1]) * c(rows[1], columns[0]);
  const others = { 1: [2, 3], 2: [1, 3], 3: [1, 2] } as const;
  const d = x.map((value, i) => value - meanAt(beta, x0, i + 1));
  let determinant = 0;
  let form = 0;
  for (const j of [1, 2, 3] as const)
    for (const k of [1, 2, 3] as const) {
      const cofactor = (-1) ** (j + k) * minor(others[j], others[k]);
      if (j === 1) determinant += c(1, k) * cofactor;
      form += d[j - 1] * cofactor * d[k - 1];
    }
  return -0.5 * (form / determinant + Math.log(determinant) + 3 * Math.log(2 * Math.PI));
}

/** ln q(x_3 | x_2, x_1, x_0): the third of three Gaussians once the other two are known (the Schur complement). */
function logThird(beta: number, x0: number, x1: number, x2: number, x3: number): number {
  const c = (j: number, k: number) => covariance(beta, j, k);
  const determinant = c(1, 1) * c(2, 2) - c(1, 2) ** 2;
  const w1 = (c(3, 1) * c(2, 2) - c(3, 2) * c(1, 2)) / determinant;
  const w2 = (c(3, 2) * c(1, 1) - c(3, 1) * c(1, 2)) / determinant;
  const mean = meanAt(beta, x0, 3) + w1 * (x1 - meanAt(beta, x0, 1)) + w2 * (x2 - meanAt(beta, x0, 2));
  return logNormal(x3, mean, c(3, 3) - w1 * c(3, 1) - w2 * c(3, 2));
}

/** ln q(x_2 | x_1, x_0), by the same rule. */
function logSecond(beta: number, x0: number, x1: number, x2: number): number {
  const w = covariance(beta, 2, 1) / covariance(beta, 1, 1);
  const mean = meanAt(beta, x0, 2) + w * (x1 - meanAt(beta, x0, 1));
  return logNormal(x2, mean, covariance(beta, 2, 2) - w * covariance(beta, 2, 1));
}

/** G4: the joint density of a chain by the chain rule, then shortened by the Markov property. */
export const derivation = defineDerivation({
  id: 'markov-factorisation',
  rows: ['G4'],
  controls: {
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.8 },
    x1: { symbol: 'xone', ...place, default: 0.5 },
    x2: { symbol: 'xtwo', ...place, default: 0.1 },
    x3: { symbol: 'xthree', ...place, default: -0.4 },
    beta: { symbol: 'bc', min: 0.05, max: 0.6, step: 0.01, default: 0.3 },
  },
  derived: {},
  derive: () => ({}),
  lines: [
    {
      id: 'joint',
      tex: tex`q(\xchain \mid \xo) = q(\xone, \xtwo, \xthree \mid \xo)`,
      shows: tex`\log q`,
      names: ['xchain'],
      implied: ['beta'],
      relation: { is: 'definition' },
      value: ({ beta, x0, x1, x2, x3 }) => logJoint(beta, x0, [x1, x2, x3]),
    },
    {
      id: 'chain-rule',
      tex: tex`= q(\xone \mid \xo)\; q(\xtwo \mid \xone, \xo)\; q(\xthree \mid \xtwo, \xone, \xo)`,
      shows: tex`\log q`,
      implied: ['beta'],
      relation: { is: '=' },
      value: ({ beta, x0, x1, x2, x3 }) =>
        logNormal(x1, meanAt(beta, x0, 1), covariance(beta, 1, 1)) +
        logSecond(beta, x0, x1, x2) +
        logThird(beta, x0, x1, x2, x3),
    },
    {
      id: 'markov',
      tex: tex`= q(\xone \mid \xo)\; q(\xtwo \mid \xone)\; q(\xthree \mid \xtwo)`,
      shows: tex`\log q`,
      implied: ['beta'],
      relation: { is: '=' },
      value: ({ beta, x0, x1, x2, x3 }) =>
        logNormal(x1, Math.sqrt(1 - beta) * x0, beta) +
        logNormal(x2, Math.sqrt(1 - beta) * x1, beta) +
        logNormal(x3, Math.sqrt(1 - beta) * x2, beta),
      shipped: {
        name: 'stepKernel',
        value: ({ beta, x0, x1, x2, x3 }) => {
          const schedule = scheduleFromBetas([beta, beta, beta]);
          const path = [x0, x1, x2, x3];
          return [1, 2, 3].reduce((sum, t) => {
            const { mean, variance } = stepKernel(schedule, t);
            return sum + logNormal(path[t], mean * path[t - 1], variance);
          }, 0);
        },
      },
    },
    {
      id: 'product',
      tex: tex`= \prod_{t=1}^{3} \frac{1}{\sqrt{2\pi\bc}}\,\exp\Bigl(-\frac{(\xt-\sqrt{1-\bc}\,\xp)^2}{2\bc}\Bigr)`,
      shows: tex`\log q`,
      names: ['xt', 'xp'],
      implied: ['x0', 'x1', 'x2', 'x3'],
      relation: { is: '=' },
      value: ({ beta, x0, x1, x2, x3 }) =>
        [
          [x1, x0],
          [x2, x1],
          [x3, x2],
        ].reduce(
          (sum, [xt, xPrev]) =>
            sum - 0.5 * Math.log(2 * Math.PI * beta) - (xt - Math.sqrt(1 - beta) * xPrev) ** 2 / (2 * beta),
          0,
        ),
    },
  ],
  references: [{ paper: 'ho2020', where: '(2)' }],
});
