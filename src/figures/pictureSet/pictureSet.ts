/** Small finite sets of pictures, all made by code: of such a set the exact denoiser is known. */
import { makeRng } from '../../math/rng.ts';
import { variedDigit } from '../networkInput/digitStrokes.ts';
import { renderStrokes } from '../networkInput/renderStrokes.ts';

export interface Move {
  /** Pixels to the right and down. */
  dx?: number;
  dy?: number;
  /** Turns, clockwise. */
  turn?: number;
  /** Mirrors left and right, or top and bottom. */
  flip?: 'x' | 'y';
}

/** A moved copy, (side · side) values, bilinear; what comes in from outside is −1. */
export function movedCopy(picture: Float32Array, side: number, { dx = 0, dy = 0, turn = 0, flip }: Move) {
  const [cos, sin] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
  const middle = (side - 1) / 2;
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= side || y >= side ? -1 : picture[y * side + x];
  return Float32Array.from({ length: side * side }, (_, i) => {
    const u = (i % side) - middle - dx;
    const v = Math.floor(i / side) - middle - dy;
    const x = middle + (flip === 'x' ? -1 : 1) * (cos * u + sin * v);
    const y = middle + (flip === 'y' ? -1 : 1) * (cos * v - sin * u);
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [a, b] = [x - left, y - top];
    return (
      (1 - a) * (1 - b) * at(left, top) +
      a * (1 - b) * at(left + 1, top) +
      (1 - a) * b * at(left, top + 1) +
      a * b * at(left + 1, top + 1)
    );
  });
}

const MOVES: readonly Move[] = [
  {},
  ...[-2, 2].flatMap((by): Move[] => [{ dx: by }, { dy: by }, { dx: by, dy: by }, { dx: by, dy: -by }]),
  ...[-0.08, -0.04, 0.04, 0.08].map((turn): Move => ({ turn })),
  { flip: 'x' },
  { flip: 'y' },
];

/** The picture itself and fourteen copies, shifted by 2 pixels, turned, or mirrored. */
export const ownCopies = (picture: Float32Array, side: number): Float32Array[] =>
  MOVES.map((move) => movedCopy(picture, side, move));

const HANDS = 5;

/** Fifty digits, each of the ten in five hands; drawn by code, the same ones every time. */
export const drawnDigits = (side: number): Float32Array[] =>
  Array.from({ length: 10 * HANDS }, (_, i) =>
    renderStrokes(variedDigit(Math.floor(i / HANDS), makeRng(1 + i, 6)), side),
  );
