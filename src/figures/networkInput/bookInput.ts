/** A page of the picture book for a network that takes colour. */
import type { ColourName, ObjectName, SceneName } from '../pictureBook/attributes.ts';
import { drawPicture } from '../pictureBook/drawPicture.ts';
import { sets, type SetName } from '../pictureBook/sets.ts';
import { resized, toModelRange } from '../picture/picture.ts';
import type { PictureShape } from '../network/network.ts';

export interface BookPage {
  /** Which of the set's pictures; what the page shows may be chosen, how it is drawn is the page's own. */
  page: number;
  object?: ObjectName;
  colour?: ColourName;
  scene?: SceneName;
}

/** RGB bytes with opaque alpha. */
function withAlpha(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  for (let i = 0; i < pixels.length / 3; i++) rgba.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
  return rgba;
}

/**
 * The page as (height · width · 3) values in [−1, 1], exactly as in the training files where the network's pictures are
 * 32 × 32 or 64 × 64; for other shapes the larger drawing is averaged down.
 */
export function bookInput({ page, ...wish }: BookPage, shape: PictureShape, set: SetName): Float32Array {
  const side = Math.max(shape.height, shape.width) > 32 ? 64 : 32;
  const { pixels } = drawPicture({ seed: sets[set].seed, index: page, side, ...wish });
  const drawn = { width: side, height: side, rgba: withAlpha(pixels), isOwn: false };
  const isSame = shape.height === side && shape.width === side;
  return toModelRange(isSame ? drawn : resized(drawn, shape.width, shape.height));
}
