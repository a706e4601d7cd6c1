import { expect, it } from 'vitest';
import { indexOfLength, lengthAt, LONGEST } from './lengths.ts';

it('goes up through every length of two figures, and back to its place', () => {
  const last = indexOfLength(LONGEST);
  expect(lengthAt(last)).toBe(LONGEST);
  for (let i = 0; i <= last; i++) {
    expect(indexOfLength(lengthAt(i))).toBe(i);
    expect(lengthAt(i)).toBe(Number(lengthAt(i).toPrecision(2)));
    if (i > 0) expect(lengthAt(i)).toBeGreaterThan(lengthAt(i - 1));
  }
});

it('finds the nearest to any other', () => {
  expect([1234, 996, 104, 3999].map((T) => lengthAt(indexOfLength(T)))).toEqual([1200, 1000, 100, 4000]);
});
