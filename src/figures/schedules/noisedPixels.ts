import { gaussianField } from '../../math/rng.ts';
import { resized, toModelRange, type Picture } from '../picture/picture.ts';

/** A small copy of the picture in the model's range, and one noise for all its frames; 3 numbers a pixel. */
export interface NoisedPicture {
  side: number;
  x0: Float32Array;
  noise: Float32Array;
}

/** The picture cut to side × side pixels, with the noise of a seed. */
export function noisedPicture(picture: Picture, side: number, seed: number): NoisedPicture {
  const x0 = toModelRange(resized(picture, side, side));
  return { side, x0, noise: gaussianField(seed, 0, x0.length, new Float32Array(x0.length)) };
}

/** Writes signal·x_0 + deviation·ε as pixels: −1 … 1 becomes 0 … 255, what lies beyond is clipped. */
export function paintNoised(
  rgba: Uint8ClampedArray,
  { x0, noise }: NoisedPicture,
  signal: number,
  deviation: number,
): void {
  for (let i = 0, j = 0; i < x0.length; i += 3, j += 4) {
    for (let c = 0; c < 3; c++) rgba[j + c] = 127.5 * (signal * x0[i + c] + deviation * noise[i + c] + 1);
    rgba[j + 3] = 255;
  }
}
