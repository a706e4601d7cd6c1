/** Runs inside the test browser: what the WebGPU engine holds on the device, and gives back. */
import type { Denoiser } from '../../src/engine/denoiser.ts';
import { sample, type SampleRequest } from '../../src/engine/sampler.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { WebgpuDenoiser } from '../../src/engine/webgpu/webgpuDenoiser.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { makeSchedule } from '../../src/math/schedules.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { tinyNetwork } from '../bench/tinyNetwork.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

const requestOf = (batch: number): SampleRequest => ({
  steps: [...stepsOf(subsequence(1000, 3, 'trailing'))].map(([t, s]) => ddpmStep(schedule, t, s, 'beta')),
  seed: 5,
  batch,
  clip: 1,
  keep: 'last',
});

/** @param between is called while a chunk is computed, and between two */
async function resultOf(denoiser: Denoiser, batch: number, between = () => {}): Promise<Float32Array> {
  let time = 0;
  // One step a chunk.
  const run = sample(denoiser, requestOf(batch), () => (time += 1000));
  for (;;) {
    const next = run.next();
    between();
    const { value } = await next;
    between();
    if (value?.result) {
      await run.return();
      return value.result;
    }
  }
}

/** Waits for what was begun and for what that begins. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Buffers and bytes that are held, at each stage; and whether a run whose step is freed under it gives the same. */
async function held() {
  const gpu = await Gpu.open();
  const stages: Record<string, Gpu['held']> = { device: gpu.held };
  const denoiser = await WebgpuDenoiser.open(gpu, tinyNetwork());
  stages.opened = gpu.held;
  const expected = await resultOf(denoiser, 5);
  await resultOf(denoiser, 16);
  stages.ran = gpu.held;
  denoiser.rest();
  await settled();
  stages.rested = gpu.held;
  const disturbed = await resultOf(denoiser, 5, () => denoiser.rest());
  denoiser.rest();
  await settled();
  stages.restedAgain = gpu.held;
  await resultOf(denoiser, 1);
  denoiser.dispose();
  await settled();
  stages.disposed = gpu.held;
  gpu.close();
  const isSame = expected.every((value, i) => Object.is(value, disturbed[i]));
  return { stages, isSame, values: expected.length };
}

const api = { held };
(globalThis as { memory?: typeof api }).memory = api;
