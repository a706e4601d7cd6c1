/** The sampler's update on the GPU against src/math in float64: every prediction type, guidance, clip, sampler. */
import type { PredictionType } from '../../src/engine/schedulerConfig.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { stepRow, updateKernel, updateWorkgroups } from '../../src/engine/webgpu/kernels/updateKernel.ts';
import { bindGroup } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { epsFromV, epsFromX0 } from '../../src/math/convert.ts';
import { gaussianAt, gaussianField } from '../../src/math/rng.ts';
import {
  applyStep,
  ddimEncodeStep,
  ddimStep,
  ddpmStep,
  predictionFromEps,
  type StepCoefficients,
} from '../../src/math/samplers.ts';
import { makeSchedule } from '../../src/math/schedules.ts';
import { relativeError } from './relativeError.ts';

interface Case {
  type: PredictionType;
  steps: StepCoefficients[];
  guidance: number;
  clip?: number;
  recomputeEps?: boolean;
}

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const types: PredictionType[] = ['epsilon', 'sample', 'v_prediction'];
const samplers: Record<string, StepCoefficients[]> = {
  ddpm: [ddpmStep(schedule, 900, 400, 'beta'), ddpmStep(schedule, 400, 0, 'beta-tilde')],
  ddim: [ddimStep(schedule, 900, 300, 0.5), ddimStep(schedule, 300, 20, 'sigma-hat')],
  encode: [ddimEncodeStep(schedule, 200, 500), ddimEncodeStep(schedule, 500, 800)],
};

/** No multiple of a workgroup's threads. */
const count = 300;

export async function updates(gpu: Gpu, seed: number): Promise<{ name: string; error: number }[]> {
  const seen = [];
  for (const type of types) {
    for (const [name, steps] of Object.entries(samplers)) {
      for (const guidance of [1, 2.5]) {
        const plain: Case = { type, steps, guidance };
        for (const now of [plain, { ...plain, clip: 1 }, { ...plain, clip: 1, recomputeEps: true }]) {
          const x = gaussianField(seed, 1, count, new Float32Array(count));
          const said = gaussianField(seed, 2, 2 * count, new Float32Array(2 * count));
          const expected = reference(now, x, said, seed);
          const actual = await onGpu(gpu, now, x, said, seed);
          const error = Math.max(...expected.map((values, i) => relativeError(actual[i], values)));
          seen.push({ name: `${type} ${name} ${JSON.stringify({ ...now, steps: undefined })}`, error });
        }
      }
    }
  }
  return seen;
}

/** x, x̂_0, ε̂ before the first and the second step, and x at the end. */
function reference(now: Case, x: Float32Array, said: Float32Array, seed: number): Float64Array[] {
  const { type, steps, guidance, clip, recomputeEps } = now;
  const frames = Array.from({ length: 7 }, () => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    let state = x[i];
    steps.forEach((step, k) => {
      const { alphaBar } = step;
      const output = guidance === 1 ? said[i] : said[i + count] + guidance * (said[i] - said[i + count]);
      const eps =
        type === 'epsilon'
          ? output
          : type === 'sample'
            ? epsFromX0(alphaBar, state, output)
            : epsFromV(alphaBar, state, output);
      const prediction = predictionFromEps(alphaBar, state, eps, clip, recomputeEps);
      [state, prediction.xHat0, prediction.epsHat].forEach((value, j) => (frames[3 * k + j][i] = value));
      state = applyStep(step, prediction, state, gaussianAt(seed, step.t, i));
    });
    frames[6][i] = state;
  }
  return frames;
}

async function onGpu(gpu: Gpu, now: Case, x: Float32Array, said: Float32Array, seed: number) {
  const guided = now.guidance !== 1;
  const kernel = updateKernel({ count, guided });
  const pipeline = await gpu.pipeline(kernel);
  const { queue } = gpu.device;
  const uniform = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const run = new DataView(new ArrayBuffer(16));
  run.setUint32(0, seed >>> 0, true);
  run.setUint32(8, 1, true);
  run.setFloat32(12, now.guidance, true);
  const buffers: Partial<Record<string, GPUBuffer>> = {
    x: gpu.storage('x', 8 * count),
    output: gpu.storage('output', 8 * count),
    steps: gpu.storage('steps', 256),
    progress: gpu.storage('progress', 4 * updateWorkgroups(count)),
    frames: gpu.storage('frames', 24 * count),
    run: gpu.buffer('run', 16, uniform),
  };
  const rows = now.steps.flatMap((step) => stepRow(step, now.type, now));
  queue.writeBuffer(buffers.x!, 0, x as Float32Array<ArrayBuffer>);
  queue.writeBuffer(buffers.output!, 0, said as Float32Array<ArrayBuffer>);
  queue.writeBuffer(buffers.steps!, 0, Float32Array.from(rows));
  queue.writeBuffer(buffers.run!, 0, run);
  const group = bindGroup(gpu.device, pipeline, kernel, (name) => ({ buffer: buffers[name]! }));
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  for (let i = 0; i < now.steps.length; i++) pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  const values = await readback(gpu, encoder, [
    { buffer: buffers.frames!, bytes: 24 * count },
    { buffer: buffers.x!, bytes: 8 * count },
  ]);
  for (const buffer of Object.values(buffers)) gpu.free(buffer!);
  const parts = Array.from({ length: 7 }, (_, i) => values.subarray(i * count, (i + 1) * count));
  // Under guidance the network takes x twice.
  if (guided && values.subarray(7 * count).some((value, i) => value !== parts[6][i])) {
    throw new Error('the second copy of x differs');
  }
  return parts;
}
