import { slerpWeights } from '../../math/arc.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** E[(a z_1 + b z_2)²] over both noises; four nodes each are exact for a square. */
const meanSquare = (a: number, b: number): number =>
  expectNormal((z1) => expectNormal((z2) => (a * z1 + b * z2) ** 2, 0, 1, 4), 0, 1, 4);

/** The squared length of a·(1, 0) + b·(cos θ, sin θ): two vectors of length 1 at the angle θ. */
const squaredLength = (a: number, b: number, theta: number): number =>
  (a + b * Math.cos(theta)) ** 2 + (b * Math.sin(theta)) ** 2;

/** D5: the straight line between two noises loses variance, the arc keeps it. */
export const derivation = defineDerivation({
  id: 'slerp',
  rows: ['D5'],
  controls: {
    u: { symbol: 'ush', min: 0, max: 1, step: 0.01, default: 0.5 },
    theta: { symbol: 'angz', min: 0.1, max: 3, step: 0.01, default: 1.5 },
  },
  derived: { w1: 'wza', w2: 'wzb' },
  derive: ({ u, theta }) => ({
    w1: Math.sin((1 - u) * theta) / Math.sin(theta),
    w2: Math.sin(u * theta) / Math.sin(theta),
  }),
  lines: [
    {
      id: 'straight',
      tex: tex`\mathbb E\bigl[\bigl((1-\ush)\,\zone + \ush\,\ztwo\bigr)^2\bigr]`,
      shows: tex`\operatorname{Var}`,
      names: ['zone', 'ztwo'],
      relation: { is: 'definition' },
      value: ({ u }) => meanSquare(1 - u, u),
    },
    {
      id: 'squares',
      tex: tex`= (1-\ush)^2 + \ush^2`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ u }) => (1 - u) ** 2 + u ** 2,
    },
    {
      id: 'middle',
      tex: tex`= \tfrac12 + 2\bigl(\ush-\tfrac12\bigr)^2`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ u }) => 0.5 + 2 * (u - 0.5) ** 2,
    },
    {
      id: 'less',
      tex: tex`\le 1`,
      relation: { is: '≤', tight: () => ({ u: 0 }) },
      value: () => 1,
    },
    {
      id: 'arc',
      tex: tex`\lVert \wza\,\zone + \wzb\,\ztwo \rVert^2 = \wza^2 + \wzb^2 + 2\,\wza\,\wzb\cos\angz`,
      names: ['zone', 'ztwo'],
      relation: { is: 'definition' },
      value: ({ w1, w2, theta }) => w1 ** 2 + w2 ** 2 + 2 * w1 * w2 * Math.cos(theta),
      shipped: {
        name: 'slerpWeights',
        value: ({ u, theta }) => squaredLength(...slerpWeights(theta, u), theta),
      },
    },
    {
      id: 'weights',
      tex: tex`= \frac{\sin^2((1-\ush)\angz) + \sin^2(\ush\angz) + 2\sin((1-\ush)\angz)\sin(\ush\angz)\cos\angz}{\sin^2\angz}`,
      shows: tex`\lVert\cdot\rVert^2`,
      relation: { is: '=' },
      cancels: ['u', 'theta'],
      value: ({ u, theta }) => {
        const [first, second] = [Math.sin((1 - u) * theta), Math.sin(u * theta)];
        return (first ** 2 + second ** 2 + 2 * first * second * Math.cos(theta)) / Math.sin(theta) ** 2;
      },
    },
    {
      id: 'length',
      tex: tex`= 1`,
      shows: tex`\lVert\cdot\rVert^2`,
      relation: { is: '=' },
      value: () => 1,
    },
    {
      id: 'right-angle',
      tex: tex`\angz = \tfrac{\pi}{2}:\qquad \mathbb E\bigl[\bigl(\cos\tfrac{\pi\ush}{2}\,\zone + \sin\tfrac{\pi\ush}{2}\,\ztwo\bigr)^2\bigr] = 1`,
      shows: tex`\operatorname{Var}`,
      names: ['angz', 'zone', 'ztwo'],
      relation: { is: '=' },
      cancels: ['u'],
      value: ({ u }) => meanSquare(Math.cos((Math.PI * u) / 2), Math.sin((Math.PI * u) / 2)),
      shipped: { name: 'slerpWeights', value: ({ u }) => meanSquare(...slerpWeights(Math.PI / 2, u)) },
    },
  ],
  references: [{ paper: 'song2021ddim', where: '“Interpolation in Deterministic Generative Processes”' }],
});
