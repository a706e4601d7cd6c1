import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussianField, makeRng } from '../../math/rng.ts';
import { parseUnetConfig } from '../config.ts';
import { buildUnet2d } from '../unet2d.ts';
import { apart } from './apart.ts';
import { buffersFor } from './buffers.ts';
import { interpreted } from './interpreter.ts';
import { readsOf, sizeOf, type Plan, type PlanStep } from './plan.ts';
import { planOfEmbedding, planOfForward } from './planOf.ts';

const shared = {
  _class_name: 'UNet2DModel',
  in_channels: 3,
  out_channels: 3,
  attention_head_dim: null,
  norm_num_groups: 8,
  num_class_embeds: 13,
};
const mnist28 = parseUnetConfig(
  JSON.parse(readFileSync(new URL('../../../public/models/mnist-28/config.json', import.meta.url), 'utf8')),
);
/** The picture book's network: three levels, one block each, attention at the lowest. */
const pictureBook32 = parseUnetConfig({
  ...shared,
  sample_size: 32,
  block_out_channels: [16, 48, 96],
  layers_per_block: 1,
  down_block_types: ['DownBlock2D', 'DownBlock2D', 'AttnDownBlock2D'],
  up_block_types: ['AttnUpBlock2D', 'UpBlock2D', 'UpBlock2D'],
});
/** 8.95 M parameters: 64 · (1, 2, 2, 2), two blocks a level, attention at 16×16. */
const large = parseUnetConfig({
  ...shared,
  sample_size: 32,
  block_out_channels: [64, 128, 128, 128],
  layers_per_block: 2,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'],
  up_block_types: ['UpBlock2D', 'UpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
});

const plansOf = (): [string, Plan][] =>
  Object.entries({ mnist28, pictureBook32, large }).flatMap(([name, config]) => {
    const unet = buildUnet2d(config);
    return [1, 16].map((batch): [string, Plan] => [`${name} × ${batch}`, planOfForward(unet, batch)]);
  });

/** Steps at which each slot must hold its values: from its making to its last reading. */
function lifetimes(plan: Plan): Map<number, [from: number, to: number]> {
  const spans = new Map<number, [number, number]>(plan.inputs.map((id) => [id, [-1, plan.steps.length]]));
  plan.steps.forEach((step, i) => {
    spans.set(step.output, [i, i]);
    for (const id of readsOf(step)) spans.get(id)![1] = Math.max(spans.get(id)![1], i);
  });
  spans.get(plan.output)![1] = plan.steps.length;
  return spans;
}

describe('a network call is few steps', () => {
  // One step is one dispatch; the sampler's update is one more.
  it.each([
    ['mnist-28', mnist28, 90],
    ['picture-book-32', pictureBook32, 90],
    ['the large network', large, 160],
  ])('%s', (_, config, bound) => {
    const unet = buildUnet2d(config);
    for (const batch of [1, 2, 32]) {
      expect(planOfForward(unet, batch).steps.length + 1).toBeLessThanOrEqual(bound);
    }
    expect(planOfEmbedding(unet, 64).steps).toHaveLength(3);
  });
});

describe('the buffers of a plan', () => {
  it.each(plansOf())('hold one living picture each: %s', (_, plan) => {
    const spans = [...lifetimes(plan)];
    for (const [a, [fromA, toA]] of spans) {
      expect(sizeOf(plan.slots[a])).toBeLessThanOrEqual(plan.buffers[plan.slots[a].buffer]);
      for (const [b, [fromB, toB]] of spans) {
        const together = a !== b && fromA <= toB && fromB <= toA;
        if (together) expect(plan.slots[a].buffer).not.toBe(plan.slots[b].buffer);
      }
    }
  });

  it.each(plansOf())('are shared: %s', (_, plan) => {
    const all = plan.slots.reduce((sum, slot) => sum + sizeOf(slot), 0);
    const held = plan.buffers.reduce((sum, length) => sum + length, 0);
    expect(held).toBeLessThan(all / 3);
    expect(plan.buffers.length).toBeLessThan(20);
  });

  it('of a wrong plan give NaN, which the poison is for', () => {
    const { plan, arena, inputs } = chain(1, 6);
    expect(interpreted(plan, arena, inputs).every(Number.isFinite)).toBe(true);
    const wrong: Plan = { ...plan, slots: plan.slots.map((slot) => ({ ...slot, buffer: 0 })) };
    const largest = Math.max(...plan.buffers);
    const values = interpreted({ ...wrong, buffers: [largest] }, arena, inputs);
    expect(values.some(Number.isNaN)).toBe(true);
  });

  it('change no number: any graph of additions, with shared buffers and with a buffer each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 25 }), (seed, length) => {
        const { plan, arena, inputs } = chain(seed, length);
        expect(interpreted(plan, arena, inputs)).toEqual(interpreted(apart(plan), arena, inputs));
      }),
      { numRuns: 200 },
    );
  });
});

/** A random graph: each step convolves one earlier picture, of 1 … 4 pixels, and may add another. */
function chain(seed: number, length: number) {
  const rng = makeRng(seed);
  const pick = (n: number): number => Math.floor(rng.uniform() * n);
  const shapes: [number, number, number, number][] = [[1, 1, 1 + pick(4), 1]];
  const arena = gaussianField(seed, 1, 4);
  const steps: PlanStep[] = [];
  for (let i = 0; i < length; i++) {
    const x = pick(shapes.length);
    const same = shapes.map((_, id) => id).filter((id) => shapes[id][2] === shapes[x][2]);
    const residual = rng.uniform() < 0.5 ? same[pick(same.length)] : null;
    steps.push({
      kind: 'conv',
      x,
      second: null,
      weights: {
        kernel: { name: 'k', offset: 0, length: 1 },
        bias: { name: 'b', offset: 1, length: 1 },
        size: 1,
        inChannels: 1,
        outChannels: 1,
      },
      stride: 1,
      padding: [
        [0, 0],
        // Now and then a larger picture, so that buffers of several sizes are asked for.
        [0, rng.uniform() < 0.2 ? 1 : 0],
      ],
      upsample: false,
      perChannel: null,
      residual,
      scale: 0.5,
      silu: true,
      output: shapes.length,
    });
    const last = steps[i] as Extract<PlanStep, { kind: 'conv' }>;
    const width = shapes[x][2] + last.padding[1][1];
    if (width !== shapes[x][2]) steps[i] = { ...last, residual: null };
    shapes.push([1, 1, width, 1]);
  }
  const output = shapes.length - 1;
  const { buffers, bufferOf } = buffersFor(shapes, steps, [0], output);
  const slots = shapes.map((shape, id) => ({ shape, buffer: bufferOf[id] }));
  const plan: Plan = { inputs: [0], output, slots, buffers, steps };
  return { plan, arena, inputs: [gaussianField(seed, 2, shapes[0][2])] };
}
