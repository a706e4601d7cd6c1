import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ddimEncodeStep,
  ddimStep,
  ddpmStep,
  applyStep,
  predictionFromEps,
  type StepCoefficients,
} from '../../math/samplers.ts';
import { gaussianAt } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { stepsOf, subsequence } from '../../math/timesteps.ts';
import { parseUnetConfig } from '../config.ts';
import { openModelFiles, type ModelFolder } from '../loadedModel.ts';
import { readModelFiles } from '../modelFiles.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import { parseSafetensors } from '../safetensors.ts';
import { sample, type SampleRequest } from '../sampler.ts';
import { sinusoidalEmbedding } from '../timeEmbedding.ts';
import { buildUnet2d } from '../unet2d.ts';
import { openKernels } from './kernels.ts';
import { WasmDenoiser } from './wasmDenoiser.ts';
import { WasmExecutor } from './wasmExecutor.ts';
import { wasmRun, type OutputNetwork } from './wasmRun.ts';
import { relativeError } from '../../../tests/parity/relativeError.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, root)));
const fixture = (path: string) => read(`tests/fixtures/network/${path}`);
const tensorsOf = (path: string) => parseSafetensors(fixture(path).buffer, path).tensors;
const json = (path: string): unknown => JSON.parse(new TextDecoder().decode(fixture(path)));

describe('the kernels on google/ddpm-cifar10-32’s structure, against PyTorch', () => {
  it.each([
    ['one-head', 'tiny'],
    ['heads', 'tiny-heads'],
  ])('give every layer (%s)', async (prefix, folder) => {
    const golden = tensorsOf('tiny.golden.safetensors');
    const unet = buildUnet2d(parseUnetConfig(json(`${folder}/config.json`)));
    const arena = unet.arenaOf(tensorsOf('tiny/diffusion_pytorch_model.fp16.safetensors'));
    const executor = new WasmExecutor(await openKernels('simd'), arena);
    const timesteps = golden.get('t')!.values.map((t) => t - 1);
    const sines = sinusoidalEmbedding(timesteps, unet.config);
    const projections = executor.prepare(planOfEmbedding(unet, timesteps.length)).run([sines]);
    const named: [name: string, slot: number][] = [];
    const plan = planOfForward(unet, 2, (name, slot) => named.push([name, slot]));
    named.push(['output', plan.output]);
    const errors: Record<string, number> = {};
    executor.prepare(plan).run([golden.get('x')!.values, projections], (step, values) => {
      for (const [name, slot] of named) {
        const reference = golden.get(`${prefix}/${name}`);
        if (slot === step.output && reference) errors[name] = relativeError(values, reference.values);
      }
    });
    const isSeen = (key: string): boolean => key.startsWith(prefix) && !key.endsWith('time_embedding');
    expect(Object.keys(errors)).toHaveLength([...golden.keys()].filter(isSeen).length);
    expect(Math.max(...Object.values(errors)), JSON.stringify(errors)).toBeLessThan(1e-5);
  });
});

describe('the shipped network, against PyTorch', () => {
  const folder = 'public/models/mnist-28';
  const golden = parseSafetensors(fixture('mnist-28.golden.safetensors').buffer, 'golden').tensors;
  const values = (name: string): Float32Array => golden.get(name)!.values;
  const size = 28 * 28;
  let model: ModelFolder;
  let denoiser: WasmDenoiser;
  beforeAll(async () => {
    const weights = 'diffusion_pytorch_model.fp16.safetensors';
    const files = ['config.json', 'scheduler_config.json', 'manifest.json', weights].map((path) => ({
      path: `mnist-28/${path}`,
      file: new Blob([read(`${folder}/${path}`)]),
    }));
    model = await openModelFiles(await readModelFiles(files));
    denoiser = new WasmDenoiser(model, await openKernels('simd'));
  });

  it('gives its output for four pictures, and under guidance', async () => {
    const labels = Array.from(values('labels'));
    const { eps } = await denoiser.predict({ xt: values('x'), t: Array.from(values('t')), labels });
    expect(relativeError(eps, values('output'))).toBeLessThan(1e-5);
    const request = { xt: values('x').slice(0, size), t: [500], labels: [8], guidance: 3 };
    expect(relativeError((await denoiser.predict(request)).eps, values('guided'))).toBeLessThan(1e-5);
  });

  it.each<[string, (t: number, s: number) => StepCoefficients]>([
    ['ddim', (t, s) => ddimStep(model.schedule, t, s, 0)],
    ['ddpm', (t, s) => ddpmStep(model.schedule, t, s, 'beta-tilde')],
  ])('runs %s', async (name, step) => {
    const steps = [...stepsOf(subsequence(1000, 10, 'trailing'))].map(([t, s]) => step(t, s));
    const states: Float32Array[] = [];
    for await (const { frames } of sample(denoiser, { steps, seed: 2, labels: [4], clip: 1 })) {
      states.push(...frames.map(({ xt }) => xt));
    }
    expect(states).toHaveLength(11);
    states.forEach((state, i) =>
      expect(relativeError(state, values(name).slice(i * size, (i + 1) * size)), `step ${i}`).toBeLessThan(
        1e-4,
      ),
    );
  });

  it('refuses what does not fit', async () => {
    const xt = new Float32Array(size);
    const bad = (reason: string) => ({ kind: 'bad-request', fields: { reason } });
    await expect(denoiser.predict({ xt, t: [1, 2] })).rejects.toMatchObject(bad('xt'));
    await expect(denoiser.predict({ xt, t: [0] })).rejects.toMatchObject(bad('t'));
    await expect(denoiser.predict({ xt, t: [1], labels: [11] })).rejects.toMatchObject(bad('labels'));
  });
});

it('holds no more memory after 1,000 steps than after the first', async () => {
  const files = ['config.json', 'diffusion_pytorch_model.fp16.safetensors'].map((path) => ({
    path: `tiny/${path}`,
    file: new Blob([fixture(`tiny/${path}`)]),
  }));
  const model = await openModelFiles(await readModelFiles(files));
  const denoiser = new WasmDenoiser(model, await openKernels('simd'));
  const times = subsequence(1000, 1000, 'trailing');
  const steps = [...stepsOf(times)].map(([t, s]) => ddpmStep(model.schedule, t, s, 'beta'));
  let first = 0;
  let last: Float32Array | undefined;
  for await (const { done, frames } of sample(denoiser, { steps, seed: 1, clip: 1, keep: 'last' })) {
    if (done === 1) first = denoiser.memory().bytes;
    last = frames[0]?.xt;
  }
  expect(last?.every((x) => Math.abs(x) < 1.5)).toBe(true);
  expect(first).toBeGreaterThan(0);
  expect(denoiser.memory().bytes).toBe(first);
  // A second of work, but a machine that trains beside it may take a minute.
}, 300_000);

describe('a run', () => {
  const schedule = makeSchedule({ id: 'linear', T: 1000 });
  const times = subsequence(1000, 12, 'trailing');
  const by = (step: (t: number, s: number) => StepCoefficients) =>
    [...stepsOf(times)].map(([t, s]) => step(t, s));
  /** A network that is a formula, so that a wrong t or x shows. */
  const formula = (x: number, t: number): number => 0.3 * x + t / 2000;
  const network: OutputNetwork = {
    network: { size: 6, predictionType: 'epsilon' },
    output: (xt, t) => xt.map((x, i) => formula(x, t[Math.floor(i / 6)])),
  };
  const start = Float32Array.from([-1, -0.5, 0, 0.25, 0.5, 1]);
  const up = [0, 100, 400, 1000];

  it.each<[string, Omit<SampleRequest, 'seed'>]>([
    ['DDPM, β̃, clipped', { steps: by((t, s) => ddpmStep(schedule, t, s, 'beta-tilde')), clip: 1 }],
    ['DDIM, two pictures', { steps: by((t, s) => ddimStep(schedule, t, s, 0)), batch: 2 }],
    [
      'η = ½, ε̂ recomputed',
      { steps: by((t, s) => ddimStep(schedule, t, s, 0.5)), clip: 1, recomputeEps: true },
    ],
    ['encoding', { steps: up.slice(1).map((s, i) => ddimEncodeStep(schedule, up[i], s)), start }],
  ])('equals float64 arithmetic: %s', async (_, part) => {
    const request: SampleRequest = { seed: 7, ...part };
    const { steps, batch = 1 } = request;
    const count = 6 * batch;
    const values = await wasmRun(network, request).take(steps.length, { every: true, isLast: true });
    expect(values).toHaveLength((3 * steps.length + 1) * count);
    for (let element = 0; element < count; element++) {
      let x = request.start?.[element] ?? gaussianAt(7, 0, element);
      let at = element;
      const expectNext = (expected: number): void => {
        expect(Math.abs(values[at] - expected)).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected)));
        at += count;
      };
      for (const step of steps) {
        const eps = formula(x, step.t);
        const prediction = predictionFromEps(step.alphaBar, x, eps, request.clip, request.recomputeEps);
        expectNext(x);
        expectNext(prediction.xHat0);
        expectNext(prediction.epsHat);
        x = applyStep(step, prediction, x, gaussianAt(7, step.t, element));
      }
      expectNext(x);
    }
  });

  it('lets messages in between two steps of a chunk', async () => {
    const steps = by((t, s) => ddimStep(schedule, t, s, 0));
    let time = 0;
    const run = wasmRun(network, { steps, seed: 1 }, () => (time += 5));
    let isDone = false;
    const taken = run.take(12, { every: false, isLast: true }).then(() => (isDone = true));
    const { port1, port2 } = new MessageChannel();
    const message = new Promise((resolve) => (port1.onmessage = resolve));
    port2.postMessage(null);
    await message;
    port1.close();
    expect(isDone).toBe(false);
    await taken;
  });
});
