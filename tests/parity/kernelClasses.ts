/** Every kernel × every class of shapes: what a run of random shapes would leave to chance. */
import { randomPlan, type Common, type RandomPlan } from './randomPlans.ts';

type Kind = Parameters<typeof randomPlan>[0];

const plain: Common = { row: false, residual: false, silu: false };
const conv3 = [3, 1, false] as const;

/** What the engine has a kernel for, and what is fused into it. */
const kernels: Record<string, { kind: Kind; common: Common }> = {
  'group norm': { kind: 'groupNorm', common: { ...plain } },
  'group norm, SiLU': { kind: 'groupNorm', common: { silu: true, row: false } },
  'group norm, time row, SiLU': { kind: 'groupNorm', common: { silu: true, row: true } },
  '3×3, bias': { kind: 'conv', common: { ...plain, conv: conv3 } },
  '3×3, bias, time row, SiLU': { kind: 'conv', common: { ...plain, conv: conv3, row: true, silu: true } },
  '3×3, bias, residual': { kind: 'conv', common: { ...plain, conv: conv3, residual: true } },
  '3×3, bias, time row, residual': {
    kind: 'conv',
    common: { ...plain, conv: conv3, row: true, residual: true },
  },
  '3×3 over two inputs': { kind: 'conv', common: { conv: conv3, second: true } },
  'stride 2': { kind: 'conv', common: { ...plain, conv: [3, 2, false], isLopsided: false } },
  'stride 2, padded below and right': {
    kind: 'conv',
    common: { ...plain, conv: [3, 2, false], isLopsided: true },
  },
  'upsample, 3×3': { kind: 'conv', common: { ...plain, conv: [3, 1, true] } },
  '1×1': { kind: 'conv', common: { conv: [1, 1, false] } },
  'attention, one head': { kind: 'attention', common: { heads: 1 } },
  'attention, heads': { kind: 'attention', common: { heads: 4 } },
};

const oneChannel: Common = { channels: [1], second: false, heads: 1 };
const shapes: Record<string, (kind: Kind, batch: number) => Common> = {
  'odd sizes': () => ({ extents: [3, 5, 7, 9], channels: [3, 5, 7, 13] }),
  // 256 tokens are what the shipped networks' attention sees at most.
  'fours of channels': (kind, batch) =>
    kind === 'attention'
      ? { extents: [batch === 1 ? 16 : 8], channels: [4, 8] }
      : { extents: [4, 8], channels: [4, 8, 16] },
  'one channel': () => ({ extents: [3, 5, 7, 8], ...oneChannel }),
};

/** 256 tokens and a head of 128 channels: random shapes stop before. */
const widest: Common = { heads: 1, extents: [16], channels: [128], batch: 1, mostProducts: 256 ** 2 * 128 };

/**
 * Plans of each kernel and class, at batch 1 and 16, of numbers and shapes drawn anew for each seed. The two batches are of
 * one seed and so, mostly, of one shape and one program. The last is the widest attention.
 */
export function* classPlans(seed: number): Generator<RandomPlan> {
  let i = 0;
  for (const [kernel, { kind, common }] of Object.entries(kernels)) {
    for (const [name, of] of Object.entries(shapes)) {
      for (const batch of [1, 16]) {
        const plan = randomPlan(kind, seed + i, { ...common, ...of(kind, batch), batch });
        yield { ...plan, kind: `${kernel}, ${name}: ${plan.kind}` };
      }
      i++;
    }
  }
  const plan = randomPlan('attention', seed + i, widest);
  yield { ...plan, kind: `the widest attention: ${plan.kind}` };
}
