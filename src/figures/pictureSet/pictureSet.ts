/** Small finite sets of pictures, all made on this device: of such a set the exact denoiser is known. */
import { makeRng } from '../../math/rng.ts';
import { bookInput } from '../networkInput/bookInput.ts';
import { variedDigit } from '../networkInput/digitStrokes.ts';
import type { PictureShape } from '../network/network.ts';
import { isGrey } from '../networkInput/isGrey.ts';
import { centred, renderStrokes } from '../networkInput/renderStrokes.ts';

/** Digit i mod 10 in a hand of its own. */
function drawnDigit(i: number, shape: PictureShape): Float32Array {
  const side = Math.min(shape.height, shape.width);
  return centred(renderStrokes(variedDigit(i % 10, makeRng(1 + i, 6)), side), side, shape);
}

/**
 * The first `count` pictures of a finite set for networks of this shape, (height · width · channels) values each, one at a
 * step: in colour the first training pages of the picture book, in grey digits drawn by code, the ten in turn.
 */
export function* drawnSet(shape: PictureShape, count: number): Generator<void, Float32Array[]> {
  const set: Float32Array[] = [];
  for (let i = 0; i < count; i++) {
    set.push(isGrey(shape) ? drawnDigit(i, shape) : bookInput({ page: i }, shape, 'train'));
    yield;
  }
  return set;
}
