import { crossEntropy, klDiscrete } from '../../math/information.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** G6: Jensen for log from its tangent line, and from it that a divergence is never negative. */
export const derivation = defineDerivation({
  id: 'jensen-kl',
  rows: ['G6'],
  controls: {
    a: { symbol: 'ja', min: 0.1, max: 4, step: 0.01, default: 0.5 },
    b: { symbol: 'jb', min: 0.1, max: 4, step: 0.01, default: 3 },
    p: { symbol: 'jp', min: 0.05, max: 0.95, step: 0.01, default: 0.5 },
    q: { symbol: 'jq', min: 0.05, max: 0.95, step: 0.01, default: 0.2 },
  },
  derived: { m: 'jm' },
  derive: ({ a, b, p }) => ({ m: p * a + (1 - p) * b }),
  lines: [
    {
      id: 'mean-of-log',
      tex: tex`\mathbb E[\log x] = \jp\log\ja + (1-\jp)\log\jb`,
      relation: { is: 'definition' },
      value: ({ p, a, b }) => p * Math.log(a) + (1 - p) * Math.log(b),
    },
    {
      id: 'around-the-mean',
      tex: tex`= \log\jm + \jp\log\frac{\ja}{\jm} + (1-\jp)\log\frac{\jb}{\jm}`,
      shows: tex`\mathbb E[\log x]`,
      relation: { is: '=' },
      cancels: ['m'],
      value: ({ m, p, a, b }) => Math.log(m) + p * Math.log(a / m) + (1 - p) * Math.log(b / m),
    },
    {
      id: 'tangent',
      tex: tex`\le \log\jm + \jp\Bigl(\frac{\ja}{\jm}-1\Bigr) + (1-\jp)\Bigl(\frac{\jb}{\jm}-1\Bigr)`,
      shows: tex`\text{tangent}`,
      relation: { is: '≤', tight: ({ a }) => ({ b: a }) },
      value: ({ m, p, a, b }) => Math.log(m) + p * (a / m - 1) + (1 - p) * (b / m - 1),
    },
    {
      id: 'jensen',
      tex: tex`= \log\bigl(\jp\,\ja + (1-\jp)\,\jb\bigr) = \log\mathbb E[x]`,
      shows: tex`\log\mathbb E[x]`,
      relation: { is: '=' },
      value: ({ p, a, b }) => Math.log(p * a + (1 - p) * b),
    },
    {
      id: 'entropy',
      tex: tex`H(\jp) = -\jp\log\jp - (1-\jp)\log(1-\jp)`,
      relation: { is: 'definition' },
      value: ({ p }) => -p * Math.log(p) - (1 - p) * Math.log(1 - p),
    },
    {
      id: 'cross-entropy',
      tex: tex`\le -\jp\log\jq - (1-\jp)\log(1-\jq)`,
      shows: tex`\mathbb E[-\log\jq]`,
      relation: { is: '≤', tight: ({ p }) => ({ q: p }) },
      value: ({ p, q }) => -p * Math.log(q) - (1 - p) * Math.log(1 - q),
      shipped: { name: 'crossEntropy', value: ({ p, q }) => crossEntropy([p, 1 - p], [q, 1 - q]) },
    },
    {
      id: 'divergence',
      tex: tex`= H(\jp) + \underbrace{\jp\log\frac{\jp}{\jq} + (1-\jp)\log\frac{1-\jp}{1-\jq}}_{D_{\mathrm{KL}}(\jp \,\|\, \jq)}`,
      shows: tex`\mathbb E[-\log\jq]`,
      relation: { is: '=' },
      value: ({ p, q }) => {
        const entropyOfData = -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
        return entropyOfData + p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
      },
    },
    {
      id: 'likelihood',
      tex: tex`= D_{\mathrm{KL}}(\jp \,\|\, \jq) + C`,
      shows: tex`D_{\mathrm{KL}}`,
      relation: { is: 'constant', in: 'q' },
      value: ({ p, q }) => p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)),
      shipped: { name: 'klDiscrete', value: ({ p, q }) => klDiscrete([p, 1 - p], [q, 1 - q]) },
    },
  ],
  references: [{ paper: 'ho2020', where: '(3)' }],
});
