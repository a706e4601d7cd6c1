import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposedOperations } from './composedOperations.ts';
import { parseUnetConfig } from './config.ts';
import { parseSafetensors } from './safetensors.ts';
import { buildUnet2d } from './unet2d.ts';

const root = new URL('../../', import.meta.url);
const fixture = (path: string): ArrayBuffer => {
  const bytes = readFileSync(new URL(`tests/fixtures/network/${path}`, root));
  return new Uint8Array(bytes).buffer;
};
const json = (path: string): unknown => JSON.parse(new TextDecoder().decode(fixture(path)));

/** max|Δ| / max|reference| */
function relativeError(actual: Float32Array, reference: Float32Array): number {
  let difference = 0;
  let largest = 0;
  reference.forEach((value, i) => {
    difference = Math.max(difference, Math.abs(actual[i] - value));
    largest = Math.max(largest, Math.abs(value));
  });
  return actual.length === reference.length ? difference / largest : Infinity;
}

const weights = parseSafetensors(fixture('tiny/diffusion_pytorch_model.fp16.safetensors'), 'weights').tensors;
const golden = parseSafetensors(fixture('tiny.golden.safetensors'), 'golden').tensors;

describe.each(['cpu', 'wasm'])('UNet2DModel on %s, against PyTorch', (backend) => {
  beforeAll(async () => {
    setWasmPaths(fileURLToPath(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', root)));
    expect(await tf.setBackend(backend)).toBe(true);
  });
  afterAll(() => tf.removeBackend(backend));

  it.each([
    ['one-head', 'tiny'],
    ['heads', 'tiny-heads'],
  ])('gives every layer of google/ddpm-cifar10-32’s structure (%s)', (prefix, folder) => {
    const before = tf.memory().numTensors;
    const ops = new ComposedOperations();
    const unet = buildUnet2d(parseUnetConfig(json(`${folder}/config.json`)), weights, ops);
    const errors: Record<string, number> = {};
    const observe = (name: string, output: tf.Tensor): void => {
      const reference = golden.get(`${prefix}/${name}`);
      if (reference) errors[name] = relativeError(output.dataSync<'float32'>(), reference.values);
    };
    const embedding = unet.embed(
      golden.get('t')!.values.map((t) => t - 1),
      null,
      observe,
    );
    const x = tf.tensor4d(golden.get('x')!.values, [2, 16, 16, 3]);
    const output = unet.forward(x, embedding, observe);
    observe('output', output);
    expect(Object.keys(errors)).toHaveLength([...golden.keys()].filter((k) => k.startsWith(prefix)).length);
    expect(Math.max(...Object.values(errors)), JSON.stringify(errors)).toBeLessThan(1e-4);
    tf.dispose([x, embedding, output]);
    unet.dispose();
    ops.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names a tensor that is missing or of the wrong shape, and keeps nothing', () => {
    const before = tf.memory().numTensors;
    const config = parseUnetConfig(json('tiny/config.json'));
    const build = (stored: typeof weights) => () => buildUnet2d(config, stored, new ComposedOperations());
    const without = new Map(weights);
    without.delete('mid_block.attentions.0.to_q.weight');
    expect(build(without)).toThrow(/weights-mismatch.*mid_block\.attentions\.0\.to_q\.weight.*absent/);
    const wrong = new Map(weights).set('conv_out.bias', { shape: [4], values: new Float32Array(4) });
    expect(build(wrong)).toThrow(/weights-mismatch.*conv_out\.bias.*\(3\).*\(4\)/);
    const more = new Map(weights).set('extra.weight', { shape: [1], values: new Float32Array(1) });
    expect(build(more)).toThrow(/weights-mismatch.*extra\.weight/);
    expect(tf.memory().numTensors).toBe(before);
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
    const unet = buildUnet2d(parseUnetConfig(json('tiny/config.json')), renamed, new ComposedOperations());
    unet.dispose();
  });
});
