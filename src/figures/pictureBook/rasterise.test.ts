import { describe, expect, it } from 'vitest';
import { makeRng } from '../../math/rng.ts';
import type { Rgb } from './colour.ts';
import { difference, intersection, posed, union } from './combine.ts';
import { blob, stroke } from './curve.ts';
import { paint } from './layer.ts';
import { rasterise } from './rasterise.ts';
import { box, circle, ellipse, everywhere, line, polygon, type Shape } from './shape.ts';
import { cosine, sine } from './sine.ts';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const onBlack = (shape: Shape, side = 32) => rasterise([paint(black, everywhere), paint(white, shape)], side);
/** Area in square units, from the pixels. */
const areaOf = (shape: Shape, side = 32) =>
  (onBlack(shape, side).reduce((sum, value) => sum + value, 0) / 3 / 255) * (32 / side) ** 2;

describe('sine', () => {
  it('is the sine', () => {
    for (let turns = -3; turns < 3; turns += 0.013) {
      expect(Math.abs(sine(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(1e-11);
      expect(Math.abs(cosine(turns) - Math.cos(2 * Math.PI * turns))).toBeLessThan(1e-11);
    }
  });
});

describe('rasterise', () => {
  it.each([
    ['circle', circle(15.3, 16.1, 7), Math.PI * 49],
    ['ellipse', ellipse(16, 15, 9, 4), Math.PI * 36],
    ['box', box(3.25, 4.5, 20.75, 10), 17.5 * 5.5],
    ['round box', box(4, 4, 24, 20, 3), 20 * 16 - (4 - Math.PI) * 9],
    [
      'triangle',
      polygon([
        [3, 28],
        [14, 2],
        [29, 25],
      ]),
      0.5 * Math.abs(11 * -3 - 26 * -26),
    ],
    ['line', line(5, 6, 25, 21, 4), 25 * 4 + Math.PI * 4],
    ['ring', difference(circle(16, 16, 9), circle(16, 16, 5)), Math.PI * 56],
    ['half disc', intersection(circle(16, 16, 9), box(16, 0, 32, 32)), (Math.PI * 81) / 2],
    ['two discs', union(circle(8, 8, 4), circle(24, 24, 4)), Math.PI * 32],
    ['turned', posed(box(-8, -2, 8, 2), { x: 16, y: 16, turns: 0.1, scaleX: 0.8, mirrored: true }), 0.8 * 64],
  ])('gives a %s its area', (_, shape, area) => {
    for (const side of [32, 64]) expect(Math.abs(areaOf(shape, side) / area - 1)).toBeLessThan(0.015);
  });

  it('smooths an edge in 17 steps and leaves the rest flat', () => {
    const values = onBlack(circle(15.7, 16.3, 9.7));
    const steps = new Set(Array.from({ length: 17 }, (_, k) => Math.round((255 * k) / 16)));
    expect([...values].every((value) => steps.has(value))).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(9);
    expect(values[3 * (16 * 32 + 16)]).toBe(255);
    expect(values[0]).toBe(0);
  });

  it('paints later layers over earlier ones, as far as they are opaque', () => {
    const pixels = rasterise(
      [paint([200, 100, 0], everywhere), paint([0, 100, 200], box(0, 0, 16, 32), 0.25)],
      32,
    );
    expect([...pixels.slice(0, 3)]).toEqual([150, 100, 50]);
    expect([...pixels.slice(93, 96)]).toEqual([200, 100, 0]);
  });

  it('turns clockwise, after mirroring', () => {
    const arrow = box(0, -1, 8, 1);
    const turned = posed(arrow, { x: 16, y: 16, turns: 0.25 });
    expect([turned.contains(16, 22), turned.contains(16, 10)]).toEqual([true, false]);
    const mirrored = posed(arrow, { x: 16, y: 16, turns: 0.25, mirrored: true });
    expect([mirrored.contains(16, 22), mirrored.contains(16, 10)]).toEqual([false, true]);
  });
});

describe('bounds', () => {
  const shapes = [
    circle(3, 2, 5),
    box(-4, -3, 6, 9, 2),
    line(-6, 2, 7, 8, 3),
    blob([
      [0, -8],
      [7, 0],
      [0, 5],
      [-9, 1],
    ]),
    stroke(
      [
        [0, 0],
        [4, 6],
        [-5, 9],
      ],
      2,
    ),
    union(circle(-5, 0, 2), circle(5, 3, 4)),
  ];
  it('leave nothing of a shape outside, in any pose', () => {
    const rng = makeRng(1);
    for (const plain of shapes)
      for (const shape of [
        plain,
        posed(plain, { x: 1, y: -2, scaleX: 1.3, scaleY: 0.7, turns: 0.17, mirrored: true }),
      ]) {
        const { left, top, right, bottom } = shape.bounds;
        let inside = 0;
        for (let i = 0; i < 4000; i++) {
          const [x, y] = [40 * rng.uniform() - 20, 40 * rng.uniform() - 20];
          if (!shape.contains(x, y)) continue;
          inside++;
          expect(x >= left && x <= right && y >= top && y <= bottom).toBe(true);
        }
        expect(inside).toBeGreaterThan(20);
      }
  });
});
