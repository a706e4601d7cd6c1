import { describe, expect, test } from 'vitest';
import { makeRng } from '../../math/rng.ts';
import { readParameter } from '../../ui/demoState.ts';
import type { Picture } from '../picture/picture.ts';
import { digitStrokes, variedDigit } from './digitStrokes.ts';
import { centreOfMass, renderStrokes } from './renderStrokes.ts';
import { decodeStrokes, encodeStrokes, INK, LONGEST_INK, simplified, type Place } from './strokes.ts';
import { toNetworkInput } from './toNetworkInput.ts';

const SIDE = 28;
const inkOf = (values: Float32Array) => values.map((v) => (v + 1) / 2);

/** A picture whose grey at a place is f(x, y) of 1. */
const pictureOf = (f: (x: number, y: number) => number, width = 200, height = 200): Picture => {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++)
    rgba.fill(255 * f((i % width) / width, Math.floor(i / width) / height), 4 * i, 4 * i + 3);
  return { width, height, rgba, isOwn: true };
};

/** Rows and columns that hold ink. */
const extentOf = (ink: Float32Array, threshold = 0.25) => {
  const inked = [...ink.keys()].filter((i) => ink[i] > threshold);
  const xs = inked.map((i) => i % SIDE);
  const ys = inked.map((i) => Math.floor(i / SIDE));
  return { width: Math.max(...xs) - Math.min(...xs) + 1, height: Math.max(...ys) - Math.min(...ys) + 1 };
};

describe('strokes', () => {
  test('come back from their text, to half a grid cell', () => {
    const strokes = variedDigit(8, makeRng(4)).map((s) =>
      s.map(([x, y]): Place => [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))]),
    );
    const text = encodeStrokes(strokes);
    expect(text).toMatch(INK);
    decodeStrokes(text).forEach((stroke, i) =>
      stroke.forEach(([x, y], k) => {
        expect(Math.abs(x - strokes[i][k][0])).toBeLessThanOrEqual(0.5 / 63 + 1e-12);
        expect(Math.abs(y - strokes[i][k][1])).toBeLessThanOrEqual(0.5 / 63 + 1e-12);
      }),
    );
    expect(decodeStrokes(encodeStrokes([]))).toEqual([]);
  });

  test('a hostile or half text in a link is ignored', () => {
    const parameter = { type: 'text', pattern: INK, longest: LONGEST_INK, default: 'AA' } as const;
    for (const text of ['A', 'AB.', '.AB', '<script>', 'AB CD', 'AB..CD', 'AB'.repeat(LONGEST_INK)])
      expect(readParameter(parameter, text)).toEqual({ value: 'AA', problem: 'ignored' });
    expect(readParameter(parameter, 'AB.CDEF')).toEqual({ value: 'AB.CDEF' });
  });

  test('simplifying drops places on a line and keeps corners', () => {
    const corner: Place[] = [...Array(11).keys()].map((i) => (i <= 5 ? [i / 10, 0] : [0.5, (i - 5) / 10]));
    expect(simplified(corner)).toEqual([
      [0, 0],
      [0.5, 0],
      [0.5, 0.5],
    ]);
  });
});

describe('a drawing becomes what MNIST would show', () => {
  test.each([...Array(10).keys()])(
    'digit %i fills 20 of 28 pixels and has its mass in the middle',
    (digit) => {
      const ink = inkOf(renderStrokes(digitStrokes(digit), SIDE));
      const { width, height } = extentOf(ink);
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(18);
      expect(Math.max(width, height)).toBeLessThanOrEqual(21);
      const [x, y] = centreOfMass(ink, SIDE);
      expect(Math.hypot(x - 14, y - 14)).toBeLessThan(0.3);
      // The mean pixel of MNIST's training set is 0.13.
      const share = ink.reduce((a, b) => a + b, 0) / ink.length;
      expect(share).toBeGreaterThan(0.04);
      expect(share).toBeLessThan(0.3);
    },
  );

  test('neither place nor size on the pad matters', () => {
    const small = digitStrokes(5).map((s) => s.map(([x, y]): Place => [0.1 + 0.3 * x, 0.6 + 0.3 * y]));
    const a = renderStrokes(digitStrokes(5), SIDE);
    renderStrokes(small, SIDE).forEach((value, i) => expect(value).toBeCloseTo(a[i], 3));
  });

  test('an empty pad is black, and a dot is finite', () => {
    expect([...renderStrokes([], SIDE)].every((v) => v === -1)).toBe(true);
    expect([...renderStrokes([[[0.9, 0.1]]], SIDE)].every(Number.isFinite)).toBe(true);
  });

  test('varied digits differ by seed and repeat by seed', () => {
    const draw = (seed: number) => renderStrokes(variedDigit(2, makeRng(seed)), SIDE);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('a photo becomes what the network sees', () => {
  const isBar = (x: number, y: number) => Math.abs(x - 0.25) < 0.04 && y > 0.1 && y < 0.4;

  test.each([
    ['dark ink on paper', 0.95, 0.2],
    ['chalk on a board', 0.1, 0.9],
  ])('%s: light on dark, 20 pixels high, in the middle', (_, ground, mark) => {
    const ink = inkOf(
      toNetworkInput(
        pictureOf((x, y) => (isBar(x, y) ? mark : ground)),
        SIDE,
      ),
    );
    expect(ink[0]).toBe(0);
    expect(Math.max(...ink)).toBeGreaterThan(0.95);
    expect(extentOf(ink).height).toBeGreaterThanOrEqual(19);
    expect(extentOf(ink).height).toBeLessThanOrEqual(21);
    const [x, y] = centreOfMass(ink, SIDE);
    expect(Math.hypot(x - 14, y - 14)).toBeLessThan(0.5);
  });

  test('without a plain ground it is only made small and grey', () => {
    const ramp = toNetworkInput(
      pictureOf((x) => x, 280, 280),
      SIDE,
    );
    for (let x = 0; x < SIDE; x++)
      expect(Math.abs((ramp[5 * SIDE + x] + 1) / 2 - (x + 0.48) / SIDE)).toBeLessThan(0.005);
  });

  test('an empty sheet does not divide by nothing', () => {
    const values = toNetworkInput(
      pictureOf(() => 0.8),
      SIDE,
    );
    expect([...values].every((v) => Math.abs(v - 0.6) < 0.01)).toBe(true);
  });
});
