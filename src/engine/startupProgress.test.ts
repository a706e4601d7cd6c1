import { expect, it } from 'vitest';
import { startupProgress } from './startupProgress.ts';

const told = () => {
  const reports: [number | null, number][] = [];
  return { reports, ...startupProgress((...report) => reports.push(report)) };
};

it('is the weights alone where nothing is compiled', () => {
  const { reports, weights } = told();
  weights(50, 200);
  weights(200, 200);
  expect(reports).toEqual([
    [0.25, 50],
    [1, 200],
  ]);
});

it('ends when both have ended, and never goes back', () => {
  const { reports, weights, programs } = told();
  weights(50, 100);
  programs(0, 10);
  programs(10, 10);
  weights(100, 100);
  const shares = reports.map(([share]) => share!);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[2]).toBeLessThan(1);
  expect(shares.at(-1)).toBe(1);

  const other = told();
  other.programs(0, 10);
  other.weights(100, 100);
  expect(other.reports.at(-1)![0]).toBeLessThan(1);
  other.programs(10, 10);
  expect(other.reports.at(-1)).toEqual([1, 100]);
});

it('is unknown while nobody says how large the weights are', () => {
  const { reports, weights, programs } = told();
  weights(50, null);
  programs(3, 10);
  expect(reports).toEqual([
    [null, 50],
    [null, 50],
  ]);
});
