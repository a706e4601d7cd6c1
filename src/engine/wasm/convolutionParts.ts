import type { Slot, SlotId } from '../plan/plan.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import type { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import { normGains } from './normalisation.ts';
import { paddedColumns } from './packing.ts';
import type { Place } from './preparedStep.ts';

/** Where things are while a step runs. */
export interface Run {
  at(slot: SlotId): Pointer;
  /** Where the step's scratch begins. */
  scratch: Pointer;
}

const bytesOf = ([, height, width, channels]: Slot['shape']): number => 4 * height * width * channels;

/**
 * How a convolution gets at its input: `of` gives picture `picture` with `height` rows and `width` columns, its border
 * of zeros included, laid out in one of `copies` places (number `copy`) unless the slot itself is what is wanted.
 */
export function paddedInput(
  step: NormedConvStep,
  place: Place,
  scratch: Layout,
  [height, width]: readonly [height: number, width: number],
  copies: number,
): (run: Run, picture: number, copy: number) => Pointer {
  const { kernels, shape } = place;
  const { x, second, norm, upsample, padding } = step;
  const channels = step.weights.inChannels;
  const [, inHeight, inWidth, xChannels] = shape(x);
  const isAsIs = norm === null && second === null && !upsample && height === inHeight && width === inWidth;
  if (isAsIs) return ({ at }, picture) => at(x) + picture * bytesOf(shape(x));

  const gains = norm && normGains({ x, second, weights: norm.weights }, place, scratch);
  const bytes = 4 * height * width * channels;
  const padded = scratch.floats(height * width * channels * copies);
  const [[top], [left]] = padding;
  return ({ at, scratch: free }, picture, copy) => {
    const from = at(x) + picture * bytesOf(shape(x));
    const secondFrom = second === null ? 0 : at(second) + picture * bytesOf(shape(second));
    const [gain, offset] = gains ? gains(from, secondFrom, free) : [0, 0];
    const to = free + padded + copy * bytes;
    kernels.gather(
      from,
      xChannels,
      secondFrom,
      channels - xChannels,
      inHeight,
      inWidth,
      upsample ? 2 : 1,
      top,
      left,
      height,
      width,
      gain,
      offset,
      norm?.silu ? 1 : 0,
      to,
    );
    return to;
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
