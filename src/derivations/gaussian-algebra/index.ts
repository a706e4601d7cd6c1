import { klNormal, logNormal, normalPdf } from '../../math/gaussian.ts';
import { expectNormal, integrate } from '../../math/quadrature.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const mean = { min: -2, max: 2, step: 0.01 };
const deviation = { min: 0.4, max: 2, step: 0.01 };

/** G5: an affine map and independent noise, the product of two densities, and their divergence. */
export const derivation = defineDerivation({
  id: 'gaussian-algebra',
  rows: ['G5'],
  controls: {
    x: { symbol: 'pos', ...mean, default: 0.5 },
    m1: { symbol: 'ma', ...mean, default: -0.5 },
    s1: { symbol: 'sa', ...deviation, default: 0.8 },
    m2: { symbol: 'mb', ...mean, default: 1 },
    s2: { symbol: 'sb', ...deviation, default: 0.6 },
    a: { symbol: 'fac', min: 0.2, max: 2, step: 0.01, default: 0.9 },
  },
  derived: { productVariance: 'vprod' },
  derive: ({ s1, s2 }) => ({ productVariance: 1 / (1 / s1 ** 2 + 1 / s2 ** 2) }),
  lines: [
    {
      id: 'sum',
      tex: tex`p(\pos) = \int \mathcal N(u;\, \ma, \sa^2)\;\mathcal N(\pos - \fac u;\, \mb, \sb^2)\,\mathrm du`,
      shows: tex`p(\pos)`,
      relation: { is: 'definition' },
      value: ({ x, a, m1, s1, m2, s2 }) =>
        integrate(
          (u) => normalPdf(u, m1, s1 ** 2) * normalPdf(x - a * u, m2, s2 ** 2),
          m1 - 9 * s1,
          m1 + 9 * s1,
          240,
        ),
    },
    {
      id: 'variances-add',
      tex: tex`= \mathcal N(\pos;\; \fac\,\ma + \mb,\; \fac^2\sa^2 + \sb^2)`,
      shows: tex`p(\pos)`,
      relation: { is: '=' },
      value: ({ x, a, m1, m2, s1, s2 }) => normalPdf(x, a * m1 + m2, a ** 2 * s1 ** 2 + s2 ** 2),
    },
    {
      id: 'product',
      tex: tex`q(\pos) = \mathcal N(\pos;\, \ma, \sa^2)\;\mathcal N(\pos;\, \mb, \sb^2) \,/\, Z`,
      shows: tex`\log q + \log Z`,
      relation: { is: 'definition' },
      value: ({ x, m1, s1, m2, s2 }) => logNormal(x, m1, s1 ** 2) + logNormal(x, m2, s2 ** 2),
    },
    {
      id: 'collect',
      tex: tex`\propto \exp\Bigl(-\tfrac12\Bigl[\bigl(\tfrac1{\sa^2}+\tfrac1{\sb^2}\bigr)\pos^2 - 2\bigl(\tfrac{\ma}{\sa^2}+\tfrac{\mb}{\sb^2}\bigr)\pos\Bigr]\Bigr)`,
      shows: tex`\log q + c`,
      relation: { is: 'constant', in: 'x' },
      value: ({ x, m1, s1, m2, s2 }) =>
        -0.5 * ((1 / s1 ** 2 + 1 / s2 ** 2) * x ** 2 - 2 * (m1 / s1 ** 2 + m2 / s2 ** 2) * x),
    },
    {
      id: 'product-variance',
      tex: tex`\vprod = \Bigl(\frac1{\sa^2}+\frac1{\sb^2}\Bigr)^{-1}`,
      names: ['vprod'],
      relation: { is: 'operation', apply: 'variance', over: 'x' },
      value: ({ s1, s2 }) => 1 / (1 / s1 ** 2 + 1 / s2 ** 2),
    },
    {
      id: 'product-mean',
      tex: tex`\mathbb E_q[\pos] = \vprod\Bigl(\frac{\ma}{\sa^2}+\frac{\mb}{\sb^2}\Bigr)`,
      shows: tex`\mathbb E_q`,
      names: ['pos'],
      relation: { is: 'operation', apply: 'mode', over: 'x', from: 'collect' },
      value: ({ productVariance, m1, s1, m2, s2 }) => productVariance * (m1 / s1 ** 2 + m2 / s2 ** 2),
    },
    {
      id: 'divergence',
      tex: tex`D_{\mathrm{KL}}(1\,\|\,2) = \mathbb E_1\Bigl[\log\frac{\mathcal N(\pos;\, \ma, \sa^2)}{\mathcal N(\pos;\, \mb, \sb^2)}\Bigr]`,
      shows: tex`D_{\mathrm{KL}}`,
      names: ['pos'],
      relation: { is: 'definition' },
      value: ({ m1, s1, m2, s2 }) =>
        expectNormal((x) => logNormal(x, m1, s1 ** 2) - logNormal(x, m2, s2 ** 2), m1, s1 ** 2, 8),
    },
    {
      id: 'divergence-closed',
      tex: tex`= \log\frac{\sb}{\sa} + \frac{\sa^2 + (\ma-\mb)^2}{2\,\sb^2} - \frac12`,
      shows: tex`D_{\mathrm{KL}}`,
      relation: { is: '=' },
      value: ({ s1, s2, m1, m2 }) => Math.log(s2 / s1) + (s1 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - 0.5,
      shipped: { name: 'klNormal', value: ({ m1, s1, m2, s2 }) => klNormal(m1, s1 ** 2, m2, s2 ** 2) },
    },
  ],
  references: [{ paper: 'ho2020', where: '(7)' }],
});
