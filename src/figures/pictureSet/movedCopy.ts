import type { PictureShape } from '../network/network.ts';
import { isGrey } from '../networkInput/isGrey.ts';

export interface Move {
  /** Pixels to the right and down. */
  dx?: number;
  dy?: number;
  /** Turns, clockwise. */
  turn?: number;
  /** Mirrors left and right, or top and bottom. */
  flip?: 'x' | 'y';
}

const clamp = (x: number, last: number) => Math.min(last, Math.max(0, x));

/**
 * A moved copy, (height · width · channels) values, bilinear. What comes in from outside is −1 in grey, where it is the
 * black ground of a drawing, and the picture's edge repeated in colour.
 */
export function movedCopy(picture: Float32Array, shape: PictureShape, move: Move): Float32Array {
  const { dx = 0, dy = 0, turn = 0, flip } = move;
  const { width, height, channels } = shape;
  const [cos, sin] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const isBlackAround = isGrey(shape);
  const at = (x: number, y: number, c: number) =>
    isBlackAround && (x < 0 || y < 0 || x >= width || y >= height)
      ? -1
      : picture[(clamp(y, height - 1) * width + clamp(x, width - 1)) * channels + c];
  return Float32Array.from({ length: shape.size }, (_, i) => {
    const pixel = Math.floor(i / channels);
    const c = i % channels;
    const u = (pixel % width) - middleX - dx;
    const v = Math.floor(pixel / width) - middleY - dy;
    const x = middleX + (flip === 'x' ? -1 : 1) * (cos * u + sin * v);
    const y = middleY + (flip === 'y' ? -1 : 1) * (cos * v - sin * u);
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [a, b] = [x - left, y - top];
    return (
      (1 - a) * (1 - b) * at(left, top, c) +
      a * (1 - b) * at(left + 1, top, c) +
      (1 - a) * b * at(left, top + 1, c) +
      a * b * at(left + 1, top + 1, c)
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
export const ownCopies = (picture: Float32Array, shape: PictureShape): Float32Array[] =>
  MOVES.map((move) => movedCopy(picture, shape, move));
