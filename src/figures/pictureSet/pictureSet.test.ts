import { expect, test } from 'vitest';
import { drawnDigits, movedCopy, ownCopies } from './pictureSet.ts';

const SIDE = 28;
const digit = drawnDigits(SIDE)[10];

test('a shift by whole pixels moves pixels; back again it is the same inside', () => {
  const there = movedCopy(digit, SIDE, { dx: 2, dy: -1 });
  for (let y = 0; y < SIDE - 1; y++)
    for (let x = 2; x < SIDE; x++) expect(there[y * SIDE + x]).toBeCloseTo(digit[(y + 1) * SIDE + x - 2], 6);
});

test('mirroring twice and turning all the way round change nothing', () => {
  const twice = movedCopy(movedCopy(digit, SIDE, { flip: 'x' }), SIDE, { flip: 'x' });
  const round = movedCopy(digit, SIDE, { turn: 1 });
  const quarter = [1, 2, 3, 4].reduce((p) => movedCopy(p, SIDE, { turn: 0.25 }), digit);
  digit.forEach((value, i) => {
    expect(twice[i]).toBeCloseTo(value, 6);
    expect(round[i]).toBeCloseTo(value, 4);
    expect(quarter[i]).toBeCloseTo(value, 4);
  });
});

test('the sets have fifty digits and fifteen copies, no two the same, all in range', () => {
  const all = [...drawnDigits(SIDE), ...ownCopies(digit, SIDE)];
  expect(all.length).toBe(65);
  // The first copy is digit 10 itself.
  expect(new Set(all.map((p) => p.join())).size).toBe(64);
  for (const picture of all) expect([...picture].every((v) => v >= -1 && v <= 1)).toBe(true);
});
