import { describe, expect, it } from 'vitest';
import {
  assertTime,
  logSnr,
  makeSchedule,
  scheduleFromBetas,
  scheduleKinds,
  shiftSnr,
  snr,
  zeroTerminalSnr,
  type ScheduleId,
} from './schedules.ts';

const ids = Object.keys(scheduleKinds) as ScheduleId[];
const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

/** ᾱ_t as the product of 1 - β, by adding logarithms. */
const productBySum = (betas: ArrayLike<number>, t: number) => {
  let sum = 0;
  for (let k = 1; k <= t; k++) sum += Math.log1p(-betas[k]);
  return Math.exp(sum);
};

describe.each(ids)('the %s schedule', (id) => {
  it.each([1, 2, 10, 1000])('is consistent for T = %i', (T) => {
    const { beta, alpha, alphaBar, ...rest } = makeSchedule({ id, T });
    expect(rest).toEqual({ id, T });
    for (const table of [beta, alpha, alphaBar]) expect(table).toHaveLength(T + 1);
    expect([beta[0], alpha[0], alphaBar[0]]).toEqual([0, 1, 1]);
    for (let t = 1; t <= T; t++) {
      expect(beta[t] > 0 && beta[t] < 1).toBe(true);
      expect(alpha[t]).toBe(1 - beta[t]);
      expect(alphaBar[t]).toBeLessThan(alphaBar[t - 1]);
    }
    for (const t of [1, T >> 1, T]) expect(relative(alphaBar[t], productBySum(beta, t))).toBeLessThan(1e-11);
  });

  it('has defaults within their limits, takes each parameter and refuses others', () => {
    const usual = makeSchedule({ id, T: 50 });
    for (const [name, { default: value, min, max }] of Object.entries(scheduleKinds[id].parameters)) {
      expect(min <= value && value <= max).toBe(true);
      const other = makeSchedule({ id, T: 50, [name]: name.startsWith('max') ? 0.9 : 0.5 * (value + max) });
      expect([...other.beta]).not.toEqual([...usual.beta]);
    }
    expect(() => makeSchedule({ id, T: 50, nonsense: 1 })).toThrow("has no 'nonsense'");
  });
});

describe('makeSchedule', () => {
  it('runs linearly between its ends', () => {
    const { beta } = makeSchedule({ id: 'linear', T: 1000 });
    expect([beta[1], beta[1000]]).toEqual([1e-4, 0.02]);
    expect(beta[500] + beta[501]).toBeCloseTo(0.0201, 15);
    const { beta: own } = makeSchedule({ id: 'linear', T: 3, betaStart: 0.1, betaEnd: 0.5 });
    [0.1, 0.3, 0.5].forEach((b, i) => expect(own[i + 1]).toBeCloseTo(b, 15));
  });

  it('follows the squared cosine until the clip', () => {
    const { beta, alphaBar } = makeSchedule({ id: 'cosine', T: 1000 });
    const f = (t: number) => Math.cos(((t / 1000 + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    for (const t of [1, 10, 500, 990, 998]) expect(relative(alphaBar[t], f(t) / f(0))).toBeLessThan(1e-10);
    expect(beta[1000]).toBe(0.999);
    expect(beta[999]).toBeLessThan(0.999);
    // without the square ᾱ_500 would be about 0.7
    expect(alphaBar[500]).toBeCloseTo(0.4938, 3);
  });

  it('has √ᾱ = cos θ with θ straight between the two angles', () => {
    const { alphaBar } = makeSchedule({ id: 'offset-cosine', T: 1000 });
    const angle = (t: number) => Math.acos(Math.sqrt(alphaBar[t]));
    expect(Math.sqrt(alphaBar[1])).toBeCloseTo(0.95, 13);
    expect(Math.sqrt(alphaBar[1000])).toBeCloseTo(0.02, 13);
    const step = (Math.acos(0.02) - Math.acos(0.95)) / 999;
    for (const t of [1, 400, 999]) expect(angle(t + 1) - angle(t)).toBeCloseTo(step, 11);
  });

  it('is odd about its middle for the sigmoid', () => {
    const { beta } = makeSchedule({ id: 'sigmoid', T: 1000 });
    for (const t of [1, 100, 500]) expect(beta[t] + beta[1001 - t]).toBeCloseTo(0.0201, 15);
    expect(relative(beta[1], 1e-4 + 0.0199 / (1 + Math.exp(6)))).toBeLessThan(1e-14);
  });

  it('refuses bad T, unknown ids and impossible β', () => {
    for (const T of [0, -3, 1.5, NaN]) expect(() => makeSchedule({ id: 'linear', T })).toThrow(RangeError);
    expect(() => makeSchedule({ id: 'toString' as ScheduleId, T: 3 })).toThrow("no schedule 'toString'");
    for (const betaEnd of [1, -0.1, NaN])
      expect(() => makeSchedule({ id: 'linear', T: 10, betaEnd })).toThrow('β must lie between 0 and 1');
  });
});

describe('scheduleFromBetas', () => {
  it('multiplies up', () => {
    const { id, T, alphaBar } = scheduleFromBetas([0.5, 0.2, 0.1], 'mine');
    expect([id, T]).toEqual(['mine', 3]);
    [1, 0.5, 0.4, 0.36].forEach((value, t) => expect(alphaBar[t]).toBeCloseTo(value, 15));
    expect(scheduleFromBetas([0.5]).id).toBe('custom');
    expect(() => scheduleFromBetas([])).toThrow(RangeError);
  });
});

describe('snr and shiftSnr', () => {
  it('are each other', () => {
    expect(snr(0.8)).toBeCloseTo(4, 14);
    expect(snr(1)).toBe(Infinity);
    expect(Math.exp(logSnr(0.3))).toBeCloseTo(snr(0.3), 14);
  });

  it.each(ids)('multiplies every SNR of %s by the factor', (id) => {
    const schedule = makeSchedule({ id, T: 200 });
    for (const factor of [1 / 16, 1, 64]) {
      const { alphaBar } = shiftSnr(schedule, factor);
      for (let t = 1; t <= 200; t++)
        expect(relative(snr(alphaBar[t]), factor * snr(schedule.alphaBar[t]))).toBeLessThan(1e-10);
    }
    expect(() => shiftSnr(schedule, 0)).toThrow(RangeError);
  });
});

describe('zeroTerminalSnr', () => {
  it('ends in pure noise, begins as before, and keeps the order of the signal', () => {
    const before = makeSchedule({ id: 'linear', T: 1000 });
    const { beta, alphaBar } = zeroTerminalSnr(before);
    expect([beta[1000], alphaBar[1000]]).toEqual([1, 0]);
    expect(relative(alphaBar[1], before.alphaBar[1])).toBeLessThan(1e-12);
    // Straight in √ᾱ: every difference shrinks or grows by one factor.
    const factor = (t: number) =>
      (Math.sqrt(alphaBar[t]) - Math.sqrt(alphaBar[t + 1])) /
      (Math.sqrt(before.alphaBar[t]) - Math.sqrt(before.alphaBar[t + 1]));
    for (const t of [2, 500, 998]) expect(relative(factor(t), factor(1))).toBeLessThan(1e-9);
    expect(() => zeroTerminalSnr(scheduleFromBetas([0.5]))).toThrow(RangeError);
  });
});

describe('assertTime', () => {
  it('lets whole numbers of the range pass', () => {
    const schedule = makeSchedule({ id: 'linear', T: 10 });
    for (const t of [1, 10]) expect(() => assertTime(schedule, t)).not.toThrow();
    expect(() => assertTime(schedule, 0, 0)).not.toThrow();
    for (const t of [0, 11, 2.5, NaN]) expect(() => assertTime(schedule, t)).toThrow('from 1 to 10');
  });
});
