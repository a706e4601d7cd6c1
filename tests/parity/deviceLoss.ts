/** Takes the graphics device away from the engine, or its kernels: it must say so, not hang and not answer with zeros. */
import * as tf from '@tensorflow/tfjs-core';
import { ModelError } from '../../src/engine/modelError.ts';
import type { Prediction } from '../../src/engine/denoiser.ts';
import type { ModelFiles } from '../../src/engine/modelFiles.ts';
import type { Opened } from '../../src/engine/protocol.ts';
import { Session } from '../../src/engine/session.ts';
import { ddimStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';

interface Lossy {
  gpgpu?: { gl: WebGL2RenderingContext };
}

/** The devices that were opened since; ours is not to be had from outside. */
const opened: GPUDevice[] = [];
const requestDevice = globalThis.GPUAdapter?.prototype.requestDevice;
if (requestDevice !== undefined) {
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    opened.push(device);
    return device;
  };
}

function loseDevice(backend: 'webgl' | 'webgpu'): void {
  if (backend === 'webgpu') opened.at(-1)!.destroy();
  else (tf.backend() as Lossy).gpgpu!.gl.getExtension('WEBGL_lose_context')!.loseContext();
}

const kindOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'answered',
    (error: unknown) => (error instanceof ModelError ? error.kind : String(error)),
  );

/** How the engine answers a run's chunk during which the device goes, the run's stop, and a request after it. */
export async function deviceLoss(
  backend: 'webgl' | 'webgpu',
  model: string,
): Promise<{ during: string; stop: string; after: string }> {
  const session = new Session();
  const silent = (): void => undefined;
  const { model: info } = (await session.answer('open', { model, backend }, silent)) as Opened;
  const steps = [...stepsOf(subsequence(1000, 2, 'trailing'))].map(([t, s]) =>
    ddimStep(info.schedule, t, s, 0),
  );
  await session.answer('start', { run: 1, request: { steps, seed: 1 } }, silent);
  const chunk = kindOf(session.answer('next', { run: 1 }, silent));
  loseDevice(backend);
  const during = await chunk;
  const stop = await kindOf(session.answer('stop', { run: 1 }, silent));
  const size = info.imageShape[0] * info.imageShape[1] * info.imageShape[2];
  const after = await kindOf(session.answer('predict', { xt: new Float32Array(size), t: [1] }, silent));
  return { during, stop, after };
}

/**
 * A WebGPU that opens and compiles nothing: what runs the network in its place, what is said of it, and how many numbers
 * of that one's answer are none; then the same where WebGPU was asked for.
 */
export async function refusedNetwork(
  model: ModelFiles,
): Promise<{ runs: string; failed: string[]; spoilt: number; asked: string }> {
  const { createComputePipelineAsync } = GPUDevice.prototype;
  GPUDevice.prototype.createComputePipelineAsync = () =>
    Promise.reject(new GPUPipelineError('no such kernel', { reason: 'internal' }));
  const silent = (): void => undefined;
  try {
    const session = new Session();
    // Emulated graphics rank below them.
    const without = ['wasm', 'cpu'] as const;
    const {
      backend,
      failed,
      model: info,
    } = (await session.answer('open', { model, without }, silent)) as Opened;
    const size = info.imageShape[0] * info.imageShape[1] * info.imageShape[2];
    const labels = info.classNames.length > 0 ? [0] : undefined;
    const request = { xt: new Float32Array(size).fill(0.5), t: [1], labels };
    const { eps } = (await session.answer('predict', request, silent)) as Prediction;
    const asked = await kindOf(new Session().answer('open', { model, backend: 'webgpu' }, silent));
    const spoilt = eps.filter((value) => !Number.isFinite(value)).length + (eps.some(Boolean) ? 0 : size);
    return { runs: backend.id, failed: failed.map(({ id, reason }) => `${id}: ${reason}`), spoilt, asked };
  } finally {
    GPUDevice.prototype.createComputePipelineAsync = createComputePipelineAsync;
  }
}
