import { expect, test } from 'vitest';
import { drawPicture } from '../pictureBook/drawPicture.ts';
import { sets } from '../pictureBook/sets.ts';
import { movedCopy, ownCopies } from './movedCopy.ts';
import { drawnSet } from './pictureSet.ts';

const GREY = { height: 28, width: 28, channels: 1, size: 784 };
const COLOUR = { height: 32, width: 32, channels: 3, size: 3072 };

function drawn(shape: typeof GREY, count: number): Float32Array[] {
  const work = drawnSet(shape, count);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const digit = drawn(GREY, 3)[2];
const page = drawn(COLOUR, 2)[1];
const both = [
  ['grey', digit, GREY],
  ['colour', page, COLOUR],
] as const;

test.each(both)('%s: a shift by whole pixels moves pixels', (_, picture, shape) => {
  const { width, height, channels } = shape;
  const there = movedCopy(picture, shape, { dx: 2, dy: -1 });
  const at = (p: Float32Array, x: number, y: number, c: number) => p[(y * width + x) * channels + c];
  for (let y = 0; y < height - 1; y++)
    for (let x = 2; x < width; x++)
      for (let c = 0; c < channels; c++)
        expect(at(there, x, y, c)).toBeCloseTo(at(picture, x - 2, y + 1, c), 6);
});

test.each(both)('%s: mirroring twice and turning all the way round change nothing', (_, picture, shape) => {
  const twice = movedCopy(movedCopy(picture, shape, { flip: 'x' }), shape, { flip: 'x' });
  const round = movedCopy(picture, shape, { turn: 1 });
  const quarter = [1, 2, 3, 4].reduce((p) => movedCopy(p, shape, { turn: 0.25 }), picture);
  picture.forEach((value, i) => {
    expect(twice[i]).toBeCloseTo(value, 6);
    expect(round[i]).toBeCloseTo(value, 4);
    expect(quarter[i]).toBeCloseTo(value, 4);
  });
});

test('what comes in from outside is black in grey and the edge in colour', () => {
  expect(movedCopy(digit, GREY, { dx: 5 })[10 * 28 + 2]).toBe(-1);
  const red = (p: Float32Array, x: number) => p[(10 * 32 + x) * 3];
  expect(red(movedCopy(page, COLOUR, { dx: 5 }), 2)).toBe(red(page, 0));
});

test('a larger set begins with the smaller, no two pictures are the same, all are in range', () => {
  for (const [, picture, shape] of both) {
    const few = drawn(shape, 12);
    const many = drawn(shape, 24);
    few.forEach((p, i) => expect(many[i]).toEqual(p));
    expect(new Set(many.map((p) => p.join())).size).toBe(24);
    const copies = ownCopies(picture, shape);
    expect(new Set(copies.map((p) => p.join())).size).toBe(15);
    for (const p of [...many, ...copies]) expect(p.every((v) => v >= -1 && v <= 1)).toBe(true);
  }
});

test('in colour they are the bytes of the training set, each object in turn', () => {
  const { pixels } = drawPicture({ seed: sets.train.seed, index: 1, side: 32 });
  pixels.forEach((byte, i) => expect((page[i] + 1) * 127.5).toBeCloseTo(byte, 3));
});
