/** The picture that stands in until the reader brings one: an evening landscape, drawn by formula. */
import type { Picture } from './picture.ts';

type Rgb = readonly [number, number, number];

const mix = (a: Rgb, b: Rgb, s: number): Rgb => [
  a[0] + (b[0] - a[0]) * s,
  a[1] + (b[1] - a[1]) * s,
  a[2] + (b[2] - a[2]) * s,
];

const smooth = (low: number, high: number, x: number) => {
  const s = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return s * s * (3 - 2 * s);
};

/** A ridge: the height of a mountain line over x in 0..1, a sum of a few waves and a crest of triangles. */
const ridge = (base: number, size: number, phase: number, rough: number) => (x: number) => {
  const hills =
    Math.sin(x * 5.1 + phase) * 0.5 +
    Math.sin(x * 11.7 + phase * 2.3) * 0.28 +
    Math.sin(x * 23 + phase * 5) * 0.12;
  const saw = Math.abs(((x * rough + phase) % 1) - 0.5) * 0.22;
  return base - size * (hills + saw);
};

const ridges: { line: (x: number) => number; colour: Rgb }[] = [
  { line: ridge(0.5, 0.075, 0.7, 7), colour: [150, 158, 190] },
  { line: ridge(0.58, 0.085, 2.1, 9), colour: [112, 128, 168] },
  { line: ridge(0.68, 0.075, 4.4, 11), colour: [70, 96, 128] },
  { line: ridge(0.79, 0.05, 1.2, 13), colour: [44, 72, 92] },
];

/** The tops of the firs in front. */
const firs = (x: number) => {
  const slot = Math.floor(x * 26);
  const within = x * 26 - slot - 0.5;
  const tall = 0.07 + 0.06 * Math.abs(Math.sin(slot * 12.9898));
  return 0.9 - tall * Math.max(0, 1 - Math.abs(within) * 2.1);
};

function colourAt(x: number, y: number): Rgb {
  const sky = mix([247, 196, 140], [252, 226, 190], smooth(0, 0.5, y));
  const sun = Math.hypot(x - 0.7, y - 0.23);
  let colour = mix(sky, [255, 240, 208], 0.55 * (1 - smooth(0.02, 0.34, sun)));
  colour = mix([255, 248, 226], colour, smooth(0.066, 0.071, sun));
  for (const { line, colour: hill } of ridges) {
    const depth = y - line(x);
    if (depth > 0) colour = mix(mix(hill, colour, 0.12), hill, smooth(0, 0.14, depth));
  }
  return y > firs(x) ? mix([24, 46, 52], [14, 30, 38], smooth(0.85, 1, y)) : colour;
}

/** Draws the landscape at size × size pixels, four samples a pixel. */
export function landscape(size: number): Picture {
  const rgba = new Uint8ClampedArray(size * size * 4);
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++) {
      const sum = [0, 0, 0];
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ])
        colourAt((i + dx) / size, (j + dy) / size).forEach((v, c) => (sum[c] += v / 4));
      rgba.set([...sum, 255], (j * size + i) * 4);
    }
  return { width: size, height: size, rgba, isOwn: false };
}
