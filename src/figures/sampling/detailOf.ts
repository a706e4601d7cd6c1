import type { PictureShape } from '../network/network.ts';

/**
 * Root mean square difference of pixels that lie side by side or one above the other: small for a blur, large where
 * edges are sharp or noise is left (√2 for standard noise).
 */
export function detailOf(values: ArrayLike<number>, { width, height, channels }: PictureShape): number {
  const row = width * channels;
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const hasRight = i % row < row - channels;
    const hasBelow = i < (height - 1) * row;
    if (hasRight) sum += (values[i + channels] - values[i]) ** 2;
    if (hasBelow) sum += (values[i + row] - values[i]) ** 2;
    count += Number(hasRight) + Number(hasBelow);
  }
  return Math.sqrt(sum / count);
}
