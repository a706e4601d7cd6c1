import type { Slot, SlotId } from '../plan/plan.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import { gatheredInParts } from './gathered.ts';
import type { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import { modulatingRow, normGains } from './normalisation.ts';
import { paddedColumns } from './packing.ts';
import type { Place } from './preparedStep.ts';

/** Where things are while a step runs. */
export interface Run {
  at(slot: SlotId): Pointer;
  /** Where the scratch begins: the thread's own, or that which all see. */
  scratch: Pointer;
}

const bytesOf = ([, height, width, channels]: Slot['shape']): number => 4 * height * width * channels;

/**
 * How a convolution gets at its input: picture `picture` with `height` rows and `width` columns, its border of zeros
 * included, laid out in one of `copies` places (number `copy`) unless the slot itself is what is wanted.
 * @param parts at most so many tasks at a time, with barriers between them where it takes more than one pass; 0: as a part of
 * the caller's own task
 */
export type PaddedInput = (parts: number, run: Run, picture: number, copy: number) => Pointer;

export function paddedInput(
  step: NormedConvStep,
  place: Place,
  scratch: Layout,
  [height, width]: readonly [height: number, width: number],
  copies: number,
): PaddedInput {
  const { team, shape } = place;
  const { x, second, norm, upsample, padding } = step;
  const all = step.weights.inChannels;
  const [, inHeight, inWidth, channels] = shape(x);
  const isAsIs = norm === null && second === null && !upsample && height === inHeight && width === inWidth;
  if (isAsIs) return (_, { at }, picture) => at(x) + picture * bytesOf(shape(x));

  const gains = norm && normGains({ x, second, weights: norm.weights }, place, scratch);
  const bytes = 4 * height * width * all;
  const padded = scratch.floats(height * width * all * copies);
  const [[top], [left]] = padding;
  return (parts, { at, scratch: free }, picture, copy) => {
    const source = {
      x: at(x) + picture * bytesOf(shape(x)),
      channels,
      second: second === null ? 0 : at(second) + picture * bytesOf(shape(second)),
      secondChannels: all - channels,
      height: inHeight,
      width: inWidth,
      zoom: upsample ? 2 : 1,
    };
    const row = norm === null ? 0 : modulatingRow(norm.modulation, picture, at, shape);
    const given = gains && gains(parts, source.x, source.second, row, free);
    if (given && parts > 0) team.barrier();
    const out = free + padded + copy * bytes;
    gatheredInParts(parts, source, { out, top, left, height, width }, given, norm?.silu ?? false, place);
    return out;
  };
}

/** What is added to a picture's sums, and where they go. */
export interface Target {
  /** Bias and row of the table, one float a channel. */
  start: Pointer;
  /** 0 for none. */
  residual: Pointer;
  out: Pointer;
}

/** To be asked for in a task. */
export function targets(
  step: NormedConvStep,
  { kernels, constants, shape }: Place,
  scratch: Layout,
): (run: Run, picture: number) => Target {
  const { perChannel, residual, output } = step;
  const { outChannels } = step.weights;
  const bias = constants.vector(step.weights.bias);
  const sum = scratch.floats(paddedColumns(outChannels));
  const startOf = ({ at, scratch: free }: Run, picture: number): Pointer => {
    if (perChannel === null) return bias;
    const { table, column } = perChannel;
    kernels.sums(bias, at(table) + 4 * (picture * shape(table)[3] + column), free + sum, outChannels);
    return free + sum;
  };
  const bytes = bytesOf(shape(output));
  return (run, picture) => ({
    start: startOf(run, picture),
    residual: residual === null ? 0 : run.at(residual) + picture * bytes,
    out: run.at(output) + picture * bytes,
  });
}
