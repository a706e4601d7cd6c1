import { expect, test } from 'vitest';
import { linearWinsFrom } from './DenoisingPlot.tsx';

const rows = (...guesses: number[]) =>
  guesses.map((guess, i) => ({ t: 100 * (i + 1), noisy: 5, linear: 10, guess }));

test('the linear filter wins from the first step on that nothing follows where it loses', () => {
  expect(linearWinsFrom(rows(12, 9, 11, 9, 8))).toBe(400);
  expect(linearWinsFrom(rows(9, 8))).toBe(100);
});

test('it does not win where the network is as near at the last step', () => {
  expect(linearWinsFrom(rows(9, 9, 10))).toBeNull();
  expect(linearWinsFrom(rows(12, 11))).toBeNull();
});

test('a difference within two standard errors is none', () => {
  const unsure = rows(12, 9.95, 9.8).map((row) => ({ ...row, stderr: 0.05 }));
  expect(linearWinsFrom(unsure)).toBe(300);
  expect(linearWinsFrom(unsure.slice(0, 2))).toBeNull();
});
