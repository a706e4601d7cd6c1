import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposedOperations } from './composedOperations.ts';
import { parseUnetConfig } from './config.ts';
import { interpreted } from './plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from './plan/planOf.ts';
import { parseSafetensors } from './safetensors.ts';
import { sinusoidalEmbedding } from './timeEmbedding.ts';
import { buildUnet2d } from './unet2d.ts';
import { relativeError } from '../../tests/parity/relativeError.ts';

const root = new URL('../../', import.meta.url);
const fixture = (path: string): ArrayBuffer => {
  const bytes = readFileSync(new URL(`tests/fixtures/network/${path}`, root));
  return new Uint8Array(bytes).buffer;
};
const json = (path: string): unknown => JSON.parse(new TextDecoder().decode(fixture(path)));
const configOf = (folder: string) => parseUnetConfig(json(`${folder}/config.json`));

const weights = parseSafetensors(fixture('tiny/diffusion_pytorch_model.fp16.safetensors'), 'weights').tensors;
const golden = parseSafetensors(fixture('tiny.golden.safetensors'), 'golden').tensors;
const timesteps = golden.get('t')!.values.map((t) => t - 1);
const variants: [prefix: string, folder: string][] = [
  ['one-head', 'tiny'],
  ['heads', 'tiny-heads'],
];

describe.each(['cpu', 'wasm'])('UNet2DModel on %s, against PyTorch', (backend) => {
  beforeAll(async () => {
    setWasmPaths(fileURLToPath(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', root)));
    expect(await tf.setBackend(backend)).toBe(true);
  });
  afterAll(() => tf.removeBackend(backend));

  it.each(variants)('gives every layer of google/ddpm-cifar10-32’s structure (%s)', (prefix, folder) => {
    const before = tf.memory().numTensors;
    const unet = buildUnet2d(configOf(folder));
    const ops = new ComposedOperations(unet.arenaOf(weights));
    const errors: Record<string, number> = {};
    const observe = (name: string, output: tf.Tensor): void => {
      const reference = golden.get(`${prefix}/${name}`);
      if (reference) errors[name] = relativeError(output.dataSync<'float32'>(), reference.values);
    };
    const sines = tf.tensor4d(sinusoidalEmbedding(timesteps, unet.config), [1, 1, timesteps.length, 8]);
    const projections = tf.tidy(() =>
      tf.reshape<tf.Rank.R4>(unet.embed(ops, sines, null, observe), [timesteps.length, 1, 1, -1]),
    );
    const x = tf.tensor4d(golden.get('x')!.values, [2, 16, 16, 3]);
    const output = unet.forward(ops, x, projections, observe);
    observe('output', output);
    expect(Object.keys(errors)).toHaveLength([...golden.keys()].filter((k) => k.startsWith(prefix)).length);
    expect(Math.max(...Object.values(errors)), JSON.stringify(errors)).toBeLessThan(1e-4);
    tf.dispose([x, sines, projections, output]);
    ops.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('UNet2DModel as a plan', () => {
  it.each(variants)(
    'carried out in float64 equals PyTorch, freed pictures poisoned (%s)',
    (prefix, folder) => {
      const unet = buildUnet2d(configOf(folder));
      const arena = unet.arenaOf(weights);
      const sines = sinusoidalEmbedding(timesteps, unet.config);
      const projections = interpreted(planOfEmbedding(unet, timesteps.length), arena, [sines]);
      const named: [name: string, slot: number][] = [];
      const plan = planOfForward(unet, 2, (name, slot) => named.push([name, slot]));
      named.push(['output', plan.output]);
      const errors: Record<string, number> = {};
      interpreted(plan, arena, [golden.get('x')!.values, projections], (step, values) => {
        for (const [name, slot] of named) {
          const reference = golden.get(`${prefix}/${name}`);
          if (slot === step.output && reference) errors[name] = relativeError(values, reference.values);
        }
      });
      const isSeen = (key: string): boolean => key.startsWith(prefix) && !key.endsWith('time_embedding');
      expect(Object.keys(errors)).toHaveLength([...golden.keys()].filter(isSeen).length);
      expect(Math.max(...Object.values(errors)), JSON.stringify(errors)).toBeLessThan(1e-5);
    },
  );
});

describe('weights', () => {
  it('names a tensor that is missing or of the wrong shape', () => {
    const unet = buildUnet2d(configOf('tiny'));
    const take = (stored: typeof weights) => () => unet.arenaOf(stored);
    const without = new Map(weights);
    without.delete('mid_block.attentions.0.to_q.weight');
    expect(take(without)).toThrow(/weights-mismatch.*mid_block\.attentions\.0\.to_q\.weight.*absent/);
    const wrong = new Map(weights).set('conv_out.bias', { shape: [4], values: new Float32Array(4) });
    expect(take(wrong)).toThrow(/weights-mismatch.*conv_out\.bias.*\(3\).*\(4\)/);
    const more = new Map(weights).set('extra.weight', { shape: [1], values: new Float32Array(1) });
    expect(take(more)).toThrow(/weights-mismatch.*extra\.weight/);
  });

  it('reads the attention names of older diffusers', () => {
    const old = [
      ['.to_q.', '.query.'],
      ['.to_k.', '.key.'],
      ['.to_v.', '.value.'],
      ['.to_out.0.', '.proj_attn.'],
    ];
    const renamed = new Map(
      [...weights].map(([name, tensor]) => [
        old.reduce((n, [to, from]) => n.replace(to, from), name),
        tensor,
      ]),
    );
    const unet = buildUnet2d(configOf('tiny'));
    expect(unet.arenaOf(renamed)).toEqual(unet.arenaOf(weights));
  });
});
