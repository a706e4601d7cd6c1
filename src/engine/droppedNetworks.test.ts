import { readdirSync, readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianField } from '../math/rng.ts';
import { ddimStep } from '../math/samplers.ts';
import { stepsOf, subsequence } from '../math/timesteps.ts';
import { ComposedDenoiser } from './composedDenoiser.ts';
import type { Denoiser } from './denoiser.ts';
import { openModelFiles, type ModelFolder } from './loadedModel.ts';
import { describeModelFiles, readModelFiles } from './modelFiles.ts';
import { parseSafetensors } from './safetensors.ts';
import { sample } from './sampler.ts';
import { parseSchedulerConfig } from './schedulerConfig.ts';
import { openKernels } from './wasm/kernels.ts';
import { WasmDenoiser } from './wasm/wasmDenoiser.ts';
import { relativeError } from '../../tests/parity/relativeError.ts';

/** Networks that diffusers built and saved, and what it computes: models/diffusion_lines/golden_dropped.py. */
const root = new URL('../../tests/fixtures/network/dropped/', import.meta.url);
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, root)));
const golden = parseSafetensors(bytesOf('golden.safetensors').buffer, 'golden').tensors;

const names = ['pipeline-classes', 'rectangle-v', 'parts-sample', 'one-level-zero-snr', 'trained-betas'];
const classes: Record<string, number> = { 'pipeline-classes': 4, 'one-level-zero-snr': 3 };

/** The folder as a reader drops it. */
const dropped = (name: string) =>
  readModelFiles(
    readdirSync(new URL(name, root), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.\w+$/.test(path))
      .map((path) => ({ path: `${name}/${path}`, file: new Blob([bytesOf(`${name}/${path}`)]) })),
  );

const onTfjs = async (folder: ModelFolder): Promise<Denoiser> => {
  expect(await tf.setBackend('cpu')).toBe(true);
  return new ComposedDenoiser(folder);
};
const onKernels = async (folder: ModelFolder): Promise<Denoiser> =>
  new WasmDenoiser(folder, await openKernels('simd'));

describe.each([
  ['plain JavaScript', onTfjs],
  ['the WebAssembly kernels', onKernels],
])('diffusers’ own networks on %s', (_, bind) => {
  it.each(names)('%s: three calls and a run of ten steps', async (name) => {
    const denoiser = await bind(await openModelFiles(await dropped(name)));
    const { size, schedule, predictionType } = denoiser.network;
    const reference = (key: string) => golden.get(`${name}/${key}`)!.values;
    const labelled = name in classes;
    const xt = gaussianField(1, 0, 3 * size, new Float32Array(3 * size));
    const t = [...reference('t')];
    const prediction = await denoiser.predict({ xt, t, ...(labelled && { labels: [0, 2, 1] }) });
    // The golden output is in the network's own terms: x̂_0, ε̂, or v = √ᾱ ε̂ - √(1-ᾱ) x̂_0.
    const output = xt.map((_, i) => {
      const alphaBar = schedule.alphaBar[t[Math.floor(i / size)]];
      const v = Math.sqrt(alphaBar) * prediction.eps[i] - Math.sqrt(1 - alphaBar) * prediction.xHat0[i];
      return { epsilon: prediction.eps[i], sample: prediction.xHat0[i], v_prediction: v }[predictionType];
    });
    expect(relativeError(output, reference('output'))).toBeLessThan(1e-4);

    const times = [...stepsOf(subsequence(schedule.T, 10, 'trailing'))];
    const steps = times.map(([from, to]) => ddimStep(schedule, from, to, 0));
    const states: Float32Array[] = [];
    for await (const { frames } of sample(denoiser, {
      steps,
      seed: 2,
      clip: 1,
      ...(labelled && { labels: [1] }),
    }))
      states.push(...frames.map((frame) => frame.xt));
    const kept = reference('ddim');
    [1, 5, 10].forEach((step, i) => {
      expect(relativeError(states[step], kept.slice(i * size, (i + 1) * size))).toBeLessThan(1e-4);
    });
    denoiser.dispose();
  });
});

it.each(names)('%s is described from its headers', async (name) => {
  const { classNames, parameters, isScheduleAssumed, dtypes } = await describeModelFiles(await dropped(name));
  const dtype = { 'rectangle-v': 'F32', 'parts-sample': 'BF16' }[name] ?? 'F16';
  expect(dtypes).toEqual([dtype]);
  expect(classNames).toHaveLength(classes[name] ?? 0);
  expect(isScheduleAssumed).toBe(false);
  expect(parameters).toBe((await openModelFiles(await dropped(name))).parameters);
});

interface Table {
  name: string;
  config: Record<string, unknown>;
  t: number[];
  beta: number[];
  alphaBar: number[];
}
const tables = JSON.parse(new TextDecoder().decode(bytesOf('schedules.json'))) as Table[];

it.each(tables.map((table) => [table.name, table] as const))(
  'the schedule %s is diffusers’, in float64',
  (_, { config, t, beta, alphaBar }) => {
    const { schedule, predictionType } = parseSchedulerConfig(config);
    expect([schedule.T, predictionType]).toEqual([config.num_train_timesteps, config.prediction_type]);
    t.forEach((time, i) => {
      // diffusers forms 1 - f(t)/f(t-1), in which digits of a small β cancel; in ᾱ they do not show.
      expect(Math.abs(schedule.beta[time] - beta[i])).toBeLessThan(1e-12);
      expect(Math.abs(schedule.alphaBar[time] - alphaBar[i])).toBeLessThan(1e-10 * alphaBar[i] + 1e-30);
    });
  },
);
