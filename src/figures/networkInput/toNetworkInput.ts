/** A photo as the network's data look: small, grey, and where it shows ink on a plain ground, light on dark. */
import { resized, type Picture } from '../picture/picture.ts';
import { BOX, centreOfMass } from './renderStrokes.ts';

/** Pixels a side at which ink is looked for before it is shrunk to the network's size. */
const WORKING_SIDE = 112;
/** How far the border's grey values may spread (of 1) for it to count as one plain ground. */
const PLAIN_SPREAD = 0.2;
/** Ink below this share of the strongest is paper: grain and shadow. */
const PAPER = 0.25;

/** Grey values 0…1 (Rec. 601 luma) of a picture's middle, (height · width). */
export function greyOf(picture: Picture, width: number, height = width): Float32Array {
  const { rgba } = resized(picture, width, height);
  return Float32Array.from(
    { length: width * height },
    (_, i) => (0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2]) / 255,
  );
}

/** The grey of the border if it is nearly the same all around, else null. */
function plainGround(grey: Float32Array, side: number): number | null {
  const border = [...grey].filter((_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return Math.min(x, y, side - 1 - x, side - 1 - y) < 2;
  });
  border.sort((a, b) => a - b);
  const at = (share: number) => border[Math.floor(share * (border.length - 1))];
  return at(0.95) - at(0.05) < PLAIN_SPREAD ? at(0.5) : null;
}

/** How much each pixel differs from the ground: 0 for paper, 1 for the strongest ink; null if nothing is drawn. */
function inkOnGround(grey: Float32Array, ground: number): Float32Array | null {
  const difference = grey.map((value) => Math.abs(value - ground));
  const strongest = difference.reduce((a, b) => Math.max(a, b), 0);
  if (strongest < 0.15) return null;
  return difference.map((d) => Math.max(0, d / strongest - PAPER) / (1 - PAPER));
}

/** The bounding box of all ink, in pixels. */
function boundsOf(ink: Float32Array, side: number) {
  const bounds = { left: side, top: side, right: 0, bottom: 0 };
  ink.forEach((value, i) => {
    if (value < 0.1) return;
    const [x, y] = [i % side, Math.floor(i / side)];
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + 1);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y + 1);
  });
  return bounds;
}

/** Fits the ink's box into 20 of 28 pixels and its centre of mass into the middle, as MNIST was made. */
function fitted(ink: Float32Array, from: number, side: number): Float32Array {
  const { left, top, right, bottom } = boundsOf(ink, from);
  const [x, y] = centreOfMass(ink, from);
  // Source pixels for one pixel of the result.
  const scale = Math.max(right - left, bottom - top) / (BOX * side);
  const samples = Math.max(2, Math.ceil(scale));
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [column, row] = [i % side, Math.floor(i / side)];
    let sum = 0;
    for (let v = 0; v < samples; v++)
      for (let u = 0; u < samples; u++) {
        const sx = Math.floor(x + (column + (u + 0.5) / samples - side / 2) * scale);
        const sy = Math.floor(y + (row + (v + 0.5) / samples - side / 2) * scale);
        if (sx >= 0 && sy >= 0 && sx < from && sy < from) sum += ink[sy * from + sx];
      }
    return sum / samples ** 2;
  });
}

/**
 * What a digit network gets to see of a photo: (side · side) values in [−1, 1]. A photo of ink on a plain ground is
 * cut out, made light on dark, and fitted and centred like MNIST's digits. Anything else is only made small and grey.
 */
export function toNetworkInput(picture: Picture, side: number): Float32Array {
  const fine = greyOf(picture, WORKING_SIDE);
  const ground = plainGround(fine, WORKING_SIDE);
  const ink = ground === null ? null : inkOnGround(fine, ground);
  const values = ink ? fitted(ink, WORKING_SIDE, side) : greyOf(picture, side);
  return values.map((value) => 2 * value - 1);
}
