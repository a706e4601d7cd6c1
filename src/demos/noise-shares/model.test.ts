import { expect, it } from 'vitest';
import { makeSchedule } from '../../math/schedules.ts';
import { sharesAt } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

it('data, inherited and fresh noise make up variance 1 at every step', () => {
  for (let t = 1; t <= 1000; t++) {
    const { data, inherited, fresh } = sharesAt(schedule, t);
    expect(data + inherited + fresh).toBeCloseTo(1, 12);
  }
});

it('all noise of the first step is fresh', () => {
  expect(sharesAt(schedule, 1).lambda).toBeCloseTo(1, 12);
  expect(sharesAt(schedule, 1).inherited).toBe(0);
});
