import { readdirSync, readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ComposedDenoiser } from './composedDenoiser.ts';
import type { Denoiser } from './denoiser.ts';
import { openModelFiles, type ModelFolder } from './loadedModel.ts';
import { describeModelFiles, readModelFiles } from './modelFiles.ts';
import { parseSafetensors } from './safetensors.ts';
import { parseSchedulerConfig } from './schedulerConfig.ts';
import { openKernels } from './wasm/kernels.ts';
import { WasmDenoiser } from './wasm/wasmDenoiser.ts';
import { droppedErrors } from '../../tests/parity/droppedErrors.ts';

/** Networks that diffusers built and saved, and what it computes: models/diffusion_lines/golden_dropped.py. */
const root = new URL('../../tests/fixtures/network/dropped/', import.meta.url);
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, root)));
const golden = parseSafetensors(bytesOf('golden.safetensors').buffer, 'golden').tensors;

const names = [
  'pipeline-classes',
  'rectangle-v',
  'parts-sample',
  'one-level-zero-snr',
  'trained-betas',
  'parts-fp16',
  'scale-shift',
  'scale-shift-norm',
];
const classes: Record<string, number> = { 'pipeline-classes': 4, 'one-level-zero-snr': 3, 'scale-shift': 3 };

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
    const errors = await droppedErrors(denoiser, name, golden, name in classes);
    expect(errors).toHaveLength(4);
    expect(errors.filter(({ error }) => !(error < 1e-4))).toEqual([]);
    denoiser.dispose();
  });
});

it.each(names)('%s is described from its headers', async (name) => {
  const { classNames, parameters, isScheduleAssumed, dtypes } = await describeModelFiles(await dropped(name));
  const dtype = { 'rectangle-v': 'F32', 'scale-shift-norm': 'F32', 'parts-sample': 'BF16' }[name] ?? 'F16';
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
