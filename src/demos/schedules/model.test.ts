import { describe, expect, test } from 'vitest';
import {
  defaultParameters,
  familyIds,
  parameterRanges,
  scheduleOf,
} from '../../figures/schedules/families.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { curveAxes, curveIds, drawnTimes, pointsOf, powerOfTen, quantityOf } from './curves.ts';
import { atShare, handlesOf, parameterThrough, shareOf } from './handles.ts';
import { labelPlaces } from './labelPlaces.ts';

describe('curves', () => {
  test('the five quantities agree with each other', () => {
    const schedule = makeSchedule({ id: 'sigmoid', T: 200 });
    for (const t of [1, 50, 199, 200]) {
      const rate = quantityOf('sqrtAlphaBar', schedule, t);
      expect(rate ** 2).toBeCloseTo(quantityOf('alphaBar', schedule, t), 14);
      const ratio = rate ** 2 / (1 - rate ** 2);
      expect(quantityOf('snr', schedule, t) / ratio).toBeCloseTo(1, 10);
      expect(Math.exp(quantityOf('logSnr', schedule, t)) / ratio).toBeCloseTo(1, 10);
      const product = Array.from({ length: t }, (_, i) => 1 - quantityOf('beta', schedule, i + 1));
      expect(product.reduce((a, b) => a * b, 1)).toBeCloseTo(rate ** 2, 12);
    }
  });

  test('drawn steps rise from 0 to T, every one of them when T is small', () => {
    expect(drawnTimes(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const times = drawnTimes(4000);
    expect(times.at(-1)).toBe(4000);
    expect(times.every((t, i) => i === 0 || t > times[i - 1])).toBe(true);
    expect(pointsOf('snr', makeSchedule({ id: 'linear', T: 4000 }))[0][0]).toBe(1);
  });

  test('powers of ten are written as such', () => {
    expect([1e-10, 1e-5, 0.1, 1, 1e5].map(powerOfTen)).toEqual(['10⁻¹⁰', '10⁻⁵', '10⁻¹', '1', '10⁵']);
  });
});

describe('handles', () => {
  test('a parameter and its share of the slider are one', () => {
    for (const range of Object.values(parameterRanges)) {
      expect(atShare(range, 0)).toBe(range.min);
      expect(atShare(range, 1)).toBe(range.max);
      expect(atShare(range, shareOf(range, range.default))).toBe(range.default);
    }
  });

  const cases = familyIds.flatMap((family) =>
    curveIds.flatMap((curve) =>
      handlesOf(family, curve, 1000).map((handle) => [family, curve, handle] as const),
    ),
  );

  test.each(cases)('dragging %s on %s finds the parameter again: %o', (family, curve, handle) => {
    const chosen = { family, curve, T: 1000, parameters: defaultParameters, keepsTotal: false };
    for (const share of [0.2, 0.6]) {
      const wanted = atShare(parameterRanges[handle.key], share);
      const moved = scheduleOf(family, 1000, { ...defaultParameters, [handle.key]: wanted });
      const found = parameterThrough(handle, chosen, quantityOf(curve, moved, handle.t));
      expect(shareOf(parameterRanges[handle.key], found)).toBeCloseTo(share, 2);
    }
  });

  test('a target out of reach ends at the end of the range', () => {
    const chosen = {
      family: 'linear',
      curve: 'beta',
      T: 100,
      parameters: defaultParameters,
      keepsTotal: false,
    } as const;
    const [, end] = handlesOf('linear', 'beta', 100);
    expect(parameterThrough(end, chosen, 2)).toBe(parameterRanges.linear_betaEnd.max);
    expect(parameterThrough(end, chosen, 1e-9)).toBe(parameterRanges.linear_betaEnd.min);
  });
});

describe('names on the curves', () => {
  test('no two overlap and all are inside, at both widths', () => {
    for (const width of [320, 760])
      for (const curve of curveIds) {
        const { domain, log } = curveAxes[curve];
        const scale = log ? Math.log : (x: number) => x;
        const y = (v: number) =>
          300 * (1 - (scale(v) - scale(domain[0])) / (scale(domain[1]) - scale(domain[0])));
        const curves = familyIds.map((name) => ({
          name,
          points: pointsOf(curve, scheduleOf(name, 1000)).map(
            ([t, v]) => [(t / 1000) * width, y(v)] as const,
          ),
        }));
        const found = labelPlaces(curves, { width, height: 300 });
        found.forEach((a, i) => {
          expect(a.x).toBeGreaterThan(0);
          expect(a.x).toBeLessThan(width);
          found.slice(0, i).forEach((b, j) => {
            const apart = (familyIds[i].length + familyIds[j].length) * 3.4;
            expect(Math.abs(a.x - b.x) >= apart || Math.abs(a.y - b.y) >= 13).toBe(true);
          });
        });
      }
  });
});
