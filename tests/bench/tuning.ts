/** Where a step's time goes, kernel by kernel, and whether other cuts of the convolutions are faster on this device. */
import { openBenchDevice } from '../../src/bench/device/benchDevice.ts';
import { measuredPeaks } from '../../src/bench/device/peaks.ts';
import { StepUpdate } from '../../src/bench/engines/stepUpdate.ts';
import type { DevicePeaks } from '../../src/bench/roofline.ts';
import { relativeDifference } from '../../src/bench/statistics.ts';
import type { ModelFolder } from '../../src/engine/modelFolder.ts';
import { sizeOf, type ConvStep, type PlanStep } from '../../src/engine/plan/plan.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { convKernel, convShape } from '../../src/engine/webgpu/kernels/convKernel.ts';
import { likelyTiles, type ConvShape, type ConvTile } from '../../src/engine/webgpu/kernels/convTile.ts';
import type { PlanProgram } from '../../src/engine/webgpu/planProgram.ts';
import { KernelsAlone, type EqualSteps } from './kernelsAlone.ts';
import { PassClock } from './passClock.ts';

/** A tile on this device. */
export interface TimedTile {
  tile: ConvTile;
  microseconds: number;
}

/** One program of a convolution. Times are of one dispatch among many in a pass. */
export interface TunedConvolution {
  network: string;
  batch: number;
  /** The first layer that it computes, and how many there are in a step. */
  layer: string;
  layers: number;
  shape: ConvShape;
  boundMicroseconds: number;
  /** The engine's, then the others, the fastest first. */
  tiles: TimedTile[];
  /** Tiles that do not compile, or compute something else, and why. */
  refused: { tile: ConvTile; reason: string }[];
}

/** Kernels of one kind in a step: each one's time alone, summed. */
export interface KindShare {
  kind: string;
  dispatches: number;
  microseconds: number;
  boundMicroseconds: number;
}

/** A step of the sampler beside the sum of its parts. */
export interface StepParts {
  network: string;
  batch: number;
  clock: PassClock['kind'];
  /** Network and update, step after step in one pass. */
  microseconds: number;
  boundMicroseconds: number;
  emptyDispatchMicroseconds: number;
  kinds: KindShare[];
}

export type TuningEvent =
  | { kind: 'environment'; adapter: string; clock: PassClock['kind']; peaks: DevicePeaks }
  | { kind: 'progress'; network: string; batch: number; done: number; total: number }
  | { kind: 'convolution'; convolution: TunedConvolution }
  | { kind: 'step'; step: StepParts };

/** Two tiles sum in another order. */
const sameOutput = 1e-4;

/** @param places in this order; a program that is in several is tuned once */
export async function* tuned(
  places: readonly { network: string; batch: number; folder: () => Promise<ModelFolder> }[],
  { tiles, now }: { tiles: number; now: () => number },
): AsyncGenerator<TuningEvent, void, undefined> {
  const bench = await openBenchDevice(navigator.gpu);
  if (bench === null) throw new Error('no adapter');
  const gpu = new Gpu(bench.device, bench.abilities);
  const clock = new PassClock(gpu, now);
  try {
    const peaks = await measuredPeaks(gpu, now, bench.isSoftware);
    yield { kind: 'environment', adapter: bench.name, clock: clock.kind, peaks };
    /** By program: microseconds as the engine has it. */
    const known = new Map<string, number>();
    for (const { network, batch, folder } of places) {
      const kernels = new KernelsAlone(gpu, await folder(), batch);
      const boundOf = (step: PlanStep): number => {
        const { macs, bytes } = kernels.costOf(step);
        return 1e6 * Math.max((2 * macs) / peaks.flops, bytes / peaks.bandwidth);
      };
      const groups = kernels.equalSteps();
      for (const [done, group] of groups.entries()) {
        yield { kind: 'progress', network, batch, done, total: groups.length };
        if (known.has(group.key)) continue;
        // What the steps before have left here may have been another shape's.
        await kernels.outputOf(group.step, await kernels.whole());
        const { step } = group;
        if (step.kind !== 'conv') {
          const program = await kernels.alone(step, group.kernel);
          const [time] = await clock.microseconds([(pass) => program.record(pass)]);
          known.set(group.key, time);
          kernels.forget();
          continue;
        }
        const found = await tilesOf(kernels, step, { gpu, clock, tiles });
        await bench.assertHealthy();
        kernels.forget();
        known.set(group.key, found.tiles[0].microseconds);
        const convolution: TunedConvolution = {
          network,
          batch,
          layer: group.kernel.label,
          layers: group.count,
          shape: convShape(kernels.plan, step),
          boundMicroseconds: boundOf(step),
          ...found,
        };
        yield { kind: 'convolution', convolution };
      }
      const { microseconds, update } = await stepTimes(kernels, gpu, clock);
      const kinds = kindsOf(groups, known, boundOf);
      const updateBytes = 3 * 4 * sizeOf(kernels.plan.slots[kernels.plan.output]);
      const updateBound = (1e6 * updateBytes) / peaks.bandwidth;
      kinds.push({ kind: 'update', dispatches: 1, microseconds: update, boundMicroseconds: updateBound });
      const step: StepParts = {
        network,
        batch,
        clock: clock.kind,
        microseconds,
        boundMicroseconds: kinds.reduce((sum, kind) => sum + kind.boundMicroseconds, 0),
        emptyDispatchMicroseconds: 1000 * peaks.emptyDispatchMilliseconds,
        kinds,
      };
      yield { kind: 'step', step };
      kernels.dispose();
    }
  } finally {
    clock.dispose();
    gpu.close();
  }
}

/** A convolution by the engine's tile and by others. */
async function tilesOf(
  kernels: KernelsAlone,
  step: ConvStep,
  { gpu, clock, tiles }: { gpu: Gpu; clock: PassClock; tiles: number },
): Promise<Pick<TunedConvolution, 'tiles' | 'refused'>> {
  const refused: TunedConvolution['refused'] = [];
  const ready: { tile: ConvTile; program: PlanProgram }[] = [];
  let reference: Float32Array | null = null;
  const wanted = likelyTiles(convShape(kernels.plan, step), tiles);
  const compiled = await Promise.allSettled(
    wanted.map((tile) =>
      kernels.alone(step, convKernel(kernels.plan, step, kernels.isHalf, gpu.abilities, tile)),
    ),
  );
  for (const [i, tile] of wanted.entries()) {
    const result = compiled[i];
    if (result.status === 'rejected') {
      // The engine's own must be there.
      if (i === 0) throw result.reason;
      refused.push({ tile, reason: String(result.reason) });
      continue;
    }
    const output = await kernels.outputOf(step, result.value);
    reference ??= output;
    const apart = relativeDifference(output, reference);
    if (i === 0 || apart <= sameOutput) ready.push({ tile, program: result.value });
    else refused.push({ tile, reason: `differs by ${apart.toExponential(1)}` });
  }
  const times = await clock.microseconds(
    ready.map(
      ({ program }) =>
        (pass) =>
          program.record(pass),
    ),
  );
  const [own, ...others] = ready.map(({ tile }, i) => ({ tile, microseconds: times[i] }));
  return { tiles: [own, ...others.sort((a, b) => a.microseconds - b.microseconds)], refused };
}

/** Microseconds of a step, and of its update alone. */
async function stepTimes(
  kernels: KernelsAlone,
  gpu: Gpu,
  clock: PassClock,
): Promise<{ microseconds: number; update: number }> {
  const whole = await kernels.whole();
  const updates = await StepUpdate.open(gpu, sizeOf(kernels.plan.slots[kernels.plan.output]), 1);
  try {
    const [microseconds, update] = await clock.microseconds([
      (pass) => {
        whole.record(pass);
        updates.record(pass);
      },
      (pass) => updates.record(pass),
    ]);
    return { microseconds, update };
  } finally {
    updates.dispose();
  }
}

const kindOf = (step: PlanStep): string =>
  step.kind === 'conv' ? `convolution ${step.weights.size} × ${step.weights.size}` : step.kind;

function kindsOf(
  groups: readonly EqualSteps[],
  times: ReadonlyMap<string, number>,
  boundOf: (step: PlanStep) => number,
): KindShare[] {
  const kinds = new Map<string, KindShare>();
  for (const { key, step, count } of groups) {
    const kind = kindOf(step);
    const sum = kinds.get(kind) ?? { kind, dispatches: 0, microseconds: 0, boundMicroseconds: 0 };
    sum.dispatches += count;
    sum.microseconds += count * times.get(key)!;
    sum.boundMicroseconds += count * boundOf(step);
    kinds.set(kind, sum);
  }
  return [...kinds.values()];
}
