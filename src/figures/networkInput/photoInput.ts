import { resized, toModelRange, type Picture } from '../picture/picture.ts';
import type { PictureShape } from '../network/network.ts';
import { isGrey } from './isGrey.ts';
import { greyOf, toNetworkInput } from './toNetworkInput.ts';

/**
 * What a network gets to see of a photo: (height · width · channels) values in [−1, 1]. In colour it is the middle of
 * the photo, averaged down and nothing else; in grey a drawing on a plain ground is cut out as MNIST's digits were.
 */
export function photoInput(photo: Picture, shape: PictureShape): Float32Array {
  const { width, height } = shape;
  if (!isGrey(shape)) return toModelRange(resized(photo, width, height));
  if (width === height) return toNetworkInput(photo, width);
  return greyOf(photo, width, height).map((value) => 2 * value - 1);
}
