import type { Layer } from './layer.ts';
import { pictureSize } from './shape.ts';

/** Samples per pixel along each side. */
export const supersampling = 4;

/**
 * Paints the layers into side × side pixels, RGB interleaved, row by row. Each pixel is the mean of 4 × 4 samples, so an edge has
 * 17 steps; at another `side` the same drawing has more pixels, not other contents.
 */
export function rasterise(layers: readonly Layer[], side: number): Uint8ClampedArray {
  const n = side * supersampling;
  const samples = new Float32Array(n * n * 3);
  for (const layer of layers) paintLayer(samples, n, layer);
  return averaged(samples, side);
}

function paintLayer(samples: Float32Array, n: number, { shape, colour, opacity = 1 }: Layer): void {
  const unit = pictureSize / n;
  const first = (edge: number) => Math.max(0, Math.ceil(edge / unit - 0.5));
  const last = (edge: number) => Math.min(n - 1, Math.floor(edge / unit - 0.5));
  const { left, top, right, bottom } = shape.bounds;
  const [red, green, blue] = colour;
  const keep = 1 - opacity;
  const [columnStart, columnEnd, rowEnd] = [first(left), last(right), last(bottom)];
  for (let row = first(top); row <= rowEnd; row++) {
    const y = (row + 0.5) * unit;
    for (let column = columnStart; column <= columnEnd; column++) {
      if (!shape.contains((column + 0.5) * unit, y)) continue;
      const at = 3 * (row * n + column);
      samples[at] = keep * samples[at] + opacity * red;
      samples[at + 1] = keep * samples[at + 1] + opacity * green;
      samples[at + 2] = keep * samples[at + 2] + opacity * blue;
    }
  }
}

function averaged(samples: Float32Array, side: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 3);
  const n = side * supersampling;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = 0; i < supersampling; i++)
          for (let j = 0; j < supersampling; j++)
            sum += samples[3 * ((row * supersampling + i) * n + column * supersampling + j) + channel];
        pixels[3 * (row * side + column) + channel] = sum / (supersampling * supersampling);
      }
  return pixels;
}
