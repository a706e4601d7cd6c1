import { noAbilities, type Abilities } from './abilities.ts';
import { abilityTrials, type Trial } from './abilityTrials.ts';
import type { Gpu } from './gpu.ts';
import { bindGroup } from './planProgram.ts';
import { readback } from './readback.ts';

/**
 * Of the abilities that a device has, those with which its kernels say what they say without: tried out on the device
 * itself, because what a driver makes of subgroups cannot be known from here. One submit, one transfer. Never throws.
 */
export async function provenAbilities(
  gpu: Gpu,
  has: Abilities,
  trials: () => readonly Trial[] = abilityTrials,
): Promise<Abilities> {
  if (!has.subgroups && !has.halves) return noAbilities;
  try {
    const wanted = trials().filter(({ ability }) => has[ability]);
    const compiled = await Promise.all(wanted.map((trial) => pipelinesOf(gpu, trial)));
    const compiles = ({ ability }: Trial): boolean =>
      wanted.every((trial, i) => trial.ability !== ability || compiled[i] !== null);
    const tried = wanted
      .map((trial, i) => ({ trial, pipelines: compiled[i]! }))
      .filter(({ trial }) => compiles(trial));
    const agrees = await agreements(gpu, tried);
    const holds = (ability: keyof Abilities): boolean => {
      const own = agrees.filter((_, i) => tried[i].trial.ability === ability);
      return own.length > 0 && own.every(Boolean);
    };
    return { subgroups: holds('subgroups'), halves: holds('halves') };
  } catch {
    return noAbilities;
  }
}

interface Tried {
  trial: Trial;
  pipelines: readonly GPUComputePipeline[];
}

/** The plain kernel's and the other's; null where the driver refuses one of them. Nobody else hears of that. */
async function pipelinesOf(gpu: Gpu, { plain, able }: Trial): Promise<GPUComputePipeline[] | null> {
  try {
    const { done, complaint } = heard(gpu.device, () => [plain, able].map((kernel) => gpu.pipeline(kernel)));
    const [said, ...both] = await Promise.all([complaint, ...done]);
    return said === null ? both : null;
  } catch {
    return null;
  }
}

/** What is done at once, and what the device has to complain of about it: it goes to nobody else. */
function heard<T>(device: GPUDevice, work: () => T): { done: T; complaint: Promise<GPUError | null> } {
  device.pushErrorScope('validation');
  let complaint: Promise<GPUError | null> | null = null;
  try {
    const done = work();
    return { done, complaint: (complaint = device.popErrorScope()) };
  } finally {
    if (complaint === null) device.popErrorScope().catch(() => undefined);
  }
}

/** Whether both of each trial's kernels say the same. */
async function agreements(gpu: Gpu, tried: readonly Tried[]): Promise<boolean[]> {
  const { device } = gpu;
  const buffers: GPUBuffer[] = [];
  const storage = (label: string, bytes: number): GPUBuffer => {
    const buffer = gpu.storage(label, bytes);
    buffers.push(buffer);
    return buffer;
  };
  const issued = (): Promise<Float32Array> => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const outputs = tried.flatMap(({ trial, pipelines }) => {
      const given = new Map<string, GPUBuffer>();
      for (const [name, values] of Object.entries(trial.given)) {
        const buffer = storage(name, values.byteLength);
        device.queue.writeBuffer(buffer, 0, values);
        given.set(name, buffer);
      }
      return [trial.plain, trial.able].map((kernel, i) => {
        const output = storage('trial', 4 * trial.count);
        const group = bindGroup(device, pipelines[i], kernel, (name) => ({
          buffer: given.get(name) ?? output,
        }));
        pass.setPipeline(pipelines[i]);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(...kernel.workgroups);
        return { buffer: output, bytes: 4 * trial.count };
      });
    });
    pass.end();
    return readback(gpu, encoder, outputs);
  };
  try {
    const { done, complaint } = heard(device, issued);
    const [values, said] = await Promise.all([done, complaint]);
    if (said !== null) return tried.map(() => false);
    let end = 0;
    const next = (count: number): Float32Array => values.subarray(end, (end += count));
    return tried.map(({ trial: { count, agree } }) => agree(next(count), next(count)));
  } finally {
    for (const buffer of buffers) gpu.free(buffer);
  }
}
