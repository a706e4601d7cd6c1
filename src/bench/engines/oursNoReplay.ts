import { NoisyNetwork } from '../../engine/noisyNetwork.ts';
import type { Plan, SlotId } from '../../engine/plan/plan.ts';
import { planOfEmbedding, planOfForward } from '../../engine/plan/planOf.ts';
import { Gpu } from '../../engine/webgpu/gpu.ts';
import type { Kernel } from '../../engine/webgpu/kernels/kernel.ts';
import { networkOnGpu, type NetworkOnGpu } from '../../engine/webgpu/networkOnGpu.ts';
import { kernelsOf, PlanProgram } from '../../engine/webgpu/planProgram.ts';
import { readback } from '../../engine/webgpu/readback.ts';
import { gaussianField } from '../../math/rng.ts';
import { benchRequest, type Contender, type Entrant, type Job } from '../contender.ts';
import type { BenchDevice } from '../device/benchDevice.ts';
import { issuingTime } from '../device/issuing.ts';
import { conditionTables } from './conditionTables.ts';
import { StepUpdate } from './stepUpdate.ts';

/**
 * Our kernels as an engine without a recorded step would use them: for every step it walks the network anew, makes the
 * bind groups anew, computes the projections of time and class, uploads what differs, and submits. Pipelines and the
 * pictures' memory are kept, as any engine keeps them.
 */
export const oursNoReplay = ({ device, abilities }: Pick<BenchDevice, 'device' | 'abilities'>): Entrant => ({
  engine: 'ours-no-replay',
  backend: 'webgpu',
  variant: null,
  open: (job) => opened(new Gpu(device, abilities), job),
});

/** A plan's buffers and kernels, which outlast its bind groups. */
class KeptPlan {
  private readonly gpu: Gpu;
  private readonly weights: NetworkOnGpu['weights'];
  private readonly make: () => Plan;
  private readonly kernels: Kernel[];
  private readonly buffers: GPUBuffer[];
  private readonly progress: GPUBuffer;

  constructor({ gpu, weights }: NetworkOnGpu, make: () => Plan) {
    const plan = make();
    this.gpu = gpu;
    this.weights = weights;
    this.make = make;
    this.kernels = kernelsOf(plan, weights.isHalf, gpu.abilities);
    this.buffers = plan.buffers.map((length, i) => gpu.storage(`pictures ${i}`, 4 * length));
    // Always zero: the first row of the table is the step's.
    this.progress = gpu.storage('progress', 16);
  }

  /** @param given slots that live elsewhere */
  program(given: (plan: Plan) => [SlotId, GPUBuffer][]): Promise<PlanProgram> {
    const plan = this.make();
    const places = new Map(plan.slots.map(({ buffer }, slot) => [slot, this.buffers[buffer]]));
    for (const [slot, buffer] of given(plan)) places.set(slot, buffer);
    return PlanProgram.make(this.gpu, plan, this.weights, places, this.progress, this.kernels);
  }

  dispose(): void {
    for (const buffer of [...this.buffers, this.progress]) this.gpu.free(buffer);
  }
}

async function opened(gpu: Gpu, job: Job): Promise<Contender> {
  const { folder, batch, now } = job;
  const { device } = gpu;
  const request = benchRequest(job);
  const network = new NoisyNetwork(folder);
  const onGpu = networkOnGpu(gpu, folder);
  const { unet, arena, weights } = onGpu;
  const count = batch * network.size;
  const update = await StepUpdate.open(gpu, count, request.steps.length);
  const forward = new KeptPlan(onGpu, () => planOfForward(unet, batch));
  const embedding = new KeptPlan(onGpu, () => planOfEmbedding(unet, batch));
  const sines = gpu.storage('sines', 4 * batch * folder.config.blockOutChannels[0]);
  const classes = gpu.storage('classes', 4 * batch * unet.embeddingWidth);
  const table = gpu.storage('projections', 4 * batch * unet.projectionWidth);
  const noise = gaussianField(request.seed, 0, count, new Float32Array(count));

  /** The network at x; with the update, or without. */
  const issue = async (t: readonly number[], updates: boolean): Promise<void> => {
    const tables = conditionTables(unet, arena, network.conditions([t], request.labels, 1));
    device.queue.writeBuffer(sines, 0, tables.sines);
    if (tables.classes !== null) device.queue.writeBuffer(classes, 0, tables.classes);
    const programs = [
      await embedding.program(({ inputs, output }) => [
        [inputs[0], sines],
        ...(inputs.length > 1 ? [[inputs[1], classes] as [SlotId, GPUBuffer]] : []),
        [output, table],
      ]),
      await forward.program(({ inputs, output }) => [
        [inputs[0], update.x],
        [inputs[1], table],
        [output, update.output],
      ]),
    ];
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const program of programs) program.record(pass);
    if (updates) {
      update.bindAgain();
      update.record(pass);
    }
    pass.end();
    gpu.submit(encoder);
    for (const program of programs) program.dispose();
  };

  return {
    block: (steps) =>
      issuingTime(
        device,
        async () => {
          update.begin(noise, request.steps, network.predictionType);
          for (const { t } of request.steps.slice(0, steps)) {
            await issue(new Array<number>(batch).fill(t), true);
          }
          await device.queue.onSubmittedWorkDone();
        },
        now,
      ),
    async predict({ xt, t }) {
      update.begin(xt, request.steps, network.predictionType);
      await issue(t, false);
      const wanted = [{ buffer: update.output, bytes: 4 * count }];
      const output = await readback(gpu, device.createCommandEncoder(), wanted);
      return network.prediction(xt, (i) => output[i], t).eps;
    },
    close() {
      for (const part of [update, forward, embedding]) part.dispose();
      for (const buffer of [sines, classes, table, weights.buffer]) gpu.free(buffer);
    },
  };
}
