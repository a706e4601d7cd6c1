/** Pictures as numbers. */

export interface Picture {
  width: number;
  height: number;
  /** width · height · 4 bytes. */
  rgba: Uint8ClampedArray;
  /** Whether the reader brought it. */
  isOwn: boolean;
}

/** The largest side that the page keeps, px. */
export const LARGEST_SIDE = 512;

/** Scaling pixels to the model's range: 0…255 → [−1, 1] (Ho et al. 2020, section 3.3). RGB only, (height · width · 3). */
export function toModelRange({ rgba }: Pick<Picture, 'rgba'>): Float32Array {
  const n = rgba.length / 4;
  const out = new Float32Array(n * 3);
  for (let i = 0; i < n; i++) for (let c = 0; c < 3; c++) out[i * 3 + c] = rgba[i * 4 + c] / 127.5 - 1;
  return out;
}

/**
 * Averages a picture down (or repeats it up) to width × height, cropping the longer side in the middle.
 * Box filter, so that a constant picture stays constant.
 */
export function resized(picture: Picture, width: number, height: number): Picture {
  const scale = Math.min(picture.width / width, picture.height / height);
  const left = (picture.width - width * scale) / 2;
  const top = (picture.height - height * scale) / 2;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const x0 = Math.floor(left + i * scale);
      const y0 = Math.floor(top + j * scale);
      const x1 = Math.max(x0 + 1, Math.floor(left + (i + 1) * scale));
      const y1 = Math.max(y0 + 1, Math.floor(top + (j + 1) * scale));
      const count = (x1 - x0) * (y1 - y0);
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let y = y0; y < y1; y++)
          for (let x = x0; x < x1; x++) sum += picture.rgba[(y * picture.width + x) * 4 + c];
        rgba[(j * width + i) * 4 + c] = sum / count;
      }
    }
  return { width, height, rgba, isOwn: picture.isOwn };
}
