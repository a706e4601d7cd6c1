import type { StepCoefficients } from '../math/samplers.ts';
import type { Pictures, SheetPictures } from './pictures.ts';

/** A state of the run, (batch, height, width, channels) each. */
export interface Frame {
  t: number;
  xt: Float32Array;
  /** What the network said at xt, after clipping; null in the last frame, where it is not asked any more. */
  xHat0: Float32Array | null;
  eps: Float32Array | null;
}

/** A state that is to be looked at: its numbers may have stayed on the device. */
export interface ShownFrame {
  t: number;
  xt: Pictures;
  xHat0: Pictures | null;
  eps: Pictures | null;
}

/** x_t, x̂_0 and ε̂. */
export const bands = 3;

/**
 * @param values for each step x_t, x̂_0 and ε̂, then x at `end`
 * @param size values of a batch
 * @param end the time of the state after these steps, if it is among the values
 */
export function framesOf(
  values: Float32Array,
  size: number,
  steps: readonly StepCoefficients[],
  end: number | null,
): Frame[] {
  let at = 0;
  // Copies, so that each can be handed over on its own.
  const take = (): Float32Array => values.slice(at, (at += size));
  const frames: Frame[] = steps.map(({ t }) => ({ t, xt: take(), xHat0: take(), eps: take() }));
  if (end !== null) frames.push({ t: end, xt: take(), xHat0: null, eps: null });
  return frames;
}

/** The same of a sheet: for each step the batch's x_t, then its x̂_0, then its ε̂. */
export function framesOnSheet(
  sheet: ImageBitmap,
  batch: number,
  steps: readonly StepCoefficients[],
): ShownFrame[] {
  return steps.map(({ t }, i) => {
    const band = (number: number): SheetPictures => ({ sheet, first: (bands * i + number) * batch });
    return { t, xt: band(0), xHat0: band(1), eps: band(2) };
  });
}
