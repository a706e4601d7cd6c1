import { expect, test } from 'vitest';
import { familyIds, scheduleOf } from '../../figures/schedules/families.ts';
import { logSnr, scheduleFromBetas } from '../../math/schedules.ts';
import { logSnrAt, stepAtLogSnr, stepOf } from './model.ts';

test.each(familyIds)('%s: bisection finds what a search over all steps finds', (family) => {
  const schedule = scheduleOf(family, 1000);
  for (let share = 0; share <= 1; share += 0.05) {
    const wanted = logSnrAt(share);
    const distances = Array.from({ length: 1000 }, (_, i) =>
      Math.abs(logSnr(schedule.alphaBar[i + 1]) - wanted),
    );
    const least = Math.min(...distances);
    const found = stepAtLogSnr(schedule, wanted);
    if (least > 0.5) expect(found).toBeNull();
    else expect(distances[found! - 1]).toBe(least);
  }
});

test('at one log-SNR all schedules that pass it have the same √ᾱ, to the grid of their steps', () => {
  for (const share of [0.4, 0.5, 0.7, 0.9]) {
    const rates = familyIds.map((family) => {
      const schedule = scheduleOf(family, 1000);
      return Math.sqrt(schedule.alphaBar[stepOf(schedule, share, true)!]);
    });
    const right = Math.sqrt(1 / (1 + Math.exp(-logSnrAt(share))));
    for (const rate of rates) expect(Math.abs(rate - right)).toBeLessThan(0.002);
  }
});

test('only the offset cosine has no step at the top of the ladder: it starts at √ᾱ = 0.95', () => {
  const missing = familyIds.filter((family) => stepOf(scheduleOf(family, 1000), 0, true) === null);
  expect(missing).toEqual(['offset-cosine']);
});

test('a schedule of one step has that step or none', () => {
  const schedule = scheduleFromBetas([0.5]);
  expect(stepAtLogSnr(schedule, 0.1)).toBe(1);
  expect(stepAtLogSnr(schedule, 3)).toBeNull();
});
