/** Digits drawn by code: each is a few curves, which a seed bends, so that no two look alike. */
import type { Rng } from '../../math/rng.ts';
import type { Place, Stroke } from './strokes.ts';

/** The arc of an ellipse; angles in turns, clockwise from the right. */
const arc = (x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke =>
  Array.from({ length: 17 }, (_, i): Place => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / 16);
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });

const line = (...places: Place[]): Stroke => places;

const DIGITS: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.22, 0.34, -0.25, 0.75)],
  [line([0.42, 0.25], [0.54, 0.16], [0.5, 0.84])],
  [[...arc(0.49, 0.34, 0.2, 0.18, -0.45, 0.12), [0.28, 0.82], [0.46, 0.76], [0.74, 0.82]]],
  [[...arc(0.46, 0.32, 0.2, 0.16, -0.42, 0.25), ...arc(0.46, 0.66, 0.24, 0.18, -0.25, 0.42)]],
  [line([0.36, 0.16], [0.28, 0.52], [0.72, 0.5]), line([0.64, 0.2], [0.58, 0.86])],
  [[[0.68, 0.17], [0.38, 0.18], [0.33, 0.46], ...arc(0.46, 0.62, 0.22, 0.2, -0.28, 0.42)]],
  [[[0.6, 0.15], [0.44, 0.3], [0.33, 0.55], ...arc(0.5, 0.65, 0.18, 0.18, 0.5, -0.5)]],
  [line([0.28, 0.2], [0.72, 0.19], [0.56, 0.5], [0.46, 0.85])],
  [arc(0.5, 0.33, 0.17, 0.16, 0.25, 1.25), arc(0.5, 0.67, 0.21, 0.18, -0.25, 0.75)],
  [[...arc(0.49, 0.35, 0.19, 0.18, 0, -1), [0.66, 0.55], [0.6, 0.85]]],
];

/** The strokes of a digit, 0 to 9, as a neat hand draws them. */
export const digitStrokes = (digit: number): readonly Stroke[] => DIGITS[digit];

/** The same digit in another hand: turned, slanted, stretched, and bent by a slow wave. */
export function variedDigit(digit: number, rng: Rng): Stroke[] {
  const turn = 0.12 * rng.gaussian();
  const slant = 0.18 * rng.gaussian();
  const wide = Math.exp(0.15 * rng.gaussian());
  const wave = Array.from({ length: 4 }, () => 0.025 * rng.gaussian());
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return DIGITS[digit].map((stroke) =>
    stroke.map(([x, y]): Place => {
      const u = (x - 0.5) * wide - slant * (y - 0.5) + wave[0] * Math.sin(7 * y) + wave[1] * Math.cos(7 * y);
      const v = y - 0.5 + wave[2] * Math.sin(7 * x) + wave[3] * Math.cos(7 * x);
      return [0.5 + cos * u - sin * v, 0.5 + sin * u + cos * v];
    }),
  );
}
