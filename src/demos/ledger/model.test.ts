import { expect, test } from 'vitest';
import {
  discretisedGaussianLogLikelihood,
  modelVariance,
  priorTerm,
  termFromEps,
  toBitsPerDim,
} from '../../math/elbo.ts';
import { posteriorMeanFromEps } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { makeSchedule, zeroTerminalSnr, type Schedule } from '../../math/schedules.ts';
import {
  drawPass,
  largestTerm,
  ledgerOf,
  measure,
  onLevels,
  readings,
  totalsOf,
  type Pass,
  type Reading,
} from './model.ts';
import { constantOf, stepAt, strataOf } from './strata.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const x0 = onLevels(Float32Array.from({ length: 48 }, (_, i) => Math.sin(i) * 0.9));
const strata = strataOf(schedule);

/** For data x_0 ~ N(0, s²): E[ε | x_t] = gain · x_t, the best a network could say. */
const gainAt = ({ alphaBar }: Schedule, t: number, s2: number) =>
  Math.sqrt(1 - alphaBar[t]) / (alphaBar[t] * s2 + 1 - alphaBar[t]);

const answer = ({ t, xt }: Pass, s2: number) =>
  Float64Array.from(xt, (x, i) => gainAt(schedule, t[Math.floor(i / x0.length)], s2) * x);

/** An ε̂ as the engine hands it over; x̂_0 is read at ᾱ = 0 only. */
const said = (eps: ArrayLike<number>) => ({ eps, xHat0: [] });

/** Every term by quadrature over ε, pixel by pixel; nats per dimension. Index t: L_{t-1}, and T+1: L_T. */
function exactTerms(reading: Reading, s2: number, T = schedule.T): number[] {
  const terms = [NaN];
  for (let t = 1; t <= T; t++) {
    const alphaBar = schedule.alphaBar[t];
    const perPixel = [...x0].map((x) =>
      expectNormal(
        (eps) => {
          const xt = Math.sqrt(alphaBar) * x + Math.sqrt(1 - alphaBar) * eps;
          const epsHat = gainAt(schedule, t, s2) * xt;
          if (t > 1) return termFromEps(schedule, t, (eps - epsHat) ** 2, reading.variance);
          return -discretisedGaussianLogLikelihood(
            x,
            posteriorMeanFromEps(schedule, 1, xt, epsHat),
            modelVariance(schedule, 1, reading.variance),
          );
        },
        0,
        1,
        t === 1 ? 48 : 4,
      ),
    );
    terms.push(perPixel.reduce((a, b) => a + b) / x0.length);
  }
  terms.push(priorTerm(schedule, x0.reduce((sum, x) => sum + x * x, 0) / x0.length));
  return terms;
}

test('the strata cover 2 … T once, and a uniform number picks each step by its chance', () => {
  expect(strata).toHaveLength(15);
  const steps = strata.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  expect(steps).toEqual(Array.from({ length: 999 }, (_, i) => i + 2));
  const stratum = strata[9];
  const counts = new Map<number, number>();
  const n = 20_000;
  for (let i = 0; i < n; i++) {
    const t = stepAt(stratum, (i + 0.5) / n);
    counts.set(t, (counts.get(t) ?? 0) + 1);
  }
  stratum.chances.forEach((chance, i) =>
    expect(Math.abs((counts.get(stratum.from + i) ?? 0) / n - chance)).toBeLessThan(1.5 / n),
  );
  expect(constantOf(schedule, strata[0], 'beta-tilde')).toBe(0);
});

test.each(readings.filter((r) => !r.clip))('the estimate meets the exact ledger (%o)', (reading) => {
  const s2 = 0.5;
  const exact = exactTerms(reading, s2);
  const measured = Array.from({ length: 64 }, (_, pass) => {
    const drawn = drawPass(schedule, strata, x0, 7, pass);
    return measure(schedule, drawn, x0, said(answer(drawn, s2)));
  });
  const ledger = ledgerOf(schedule, strata, x0, measured, reading);
  let chi2 = 0;
  for (const { from, to, bits, error } of ledger.entries) {
    const truth = toBitsPerDim(exact.slice(from, to + 1).reduce((a, b) => a + b));
    expect(Math.abs(bits - truth)).toBeLessThan(4.5 * error);
    chi2 += ((bits - truth) / error) ** 2;
  }
  // 16 independent squares of about unit mean: standard errors that are too small or too large both show.
  expect(chi2).toBeGreaterThan(4);
  expect(chi2).toBeLessThan(40);
  const total = toBitsPerDim(exact.slice(1).reduce((a, b) => a + b));
  expect(ledger.prior).toBeCloseTo(toBitsPerDim(exact[1001]), 12);
  expect(Math.abs(ledger.total - total)).toBeLessThan(4 * ledger.error);
  expect(ledger.error).toBeLessThan(0.02 * total);
  const totals = totalsOf(schedule, strata, x0, measured, reading);
  expect(totals[63].total).toBeCloseTo(ledger.total, 10);
  expect(totals[63].error).toBeCloseTo(ledger.error, 10);
  const eight = ledgerOf(schedule, strata, x0, measured.slice(0, 8), reading);
  expect(totals[7].total).toBeCloseTo(eight.total, 10);
  expect(eight.error / ledger.error).toBeGreaterThan(1.5);
});

test('for data N(0, 1) and σ² = β the model is exact, so the bound with a density is −log p: here plus the levels', () => {
  // 8-bit levels of width 2/255 turn the density into a probability: −ln(p(x) · 2/255), nearly.
  const exact = exactTerms({ variance: 'beta', clip: false }, 1);
  const bound = exact.slice(1).reduce((a, b) => a + b);
  const truth =
    x0.reduce((sum, x) => sum + 0.5 * x * x + 0.5 * Math.log(2 * Math.PI), 0) / x0.length - Math.log(2 / 255);
  // Fine beside the level's width against σ_1 = 0.01, which discretising blurs: within a hundredth.
  expect(Math.abs(bound - truth)).toBeLessThan(0.03);
});

test('clipping changes nothing where x̂_0 is inside, and cuts the error where it is far out', () => {
  const drawn = drawPass(schedule, strata, x0, 3, 0);
  const good = measure(schedule, drawn, x0, said(drawn.eps));
  expect(good.plain.every((e) => e === 0) && good.clipped.every((e) => e === 0)).toBe(true);
  const off = measure(schedule, drawn, x0, said(drawn.eps.map((e) => e + 1)));
  off.t.forEach((t, part) => {
    const { alphaBar } = schedule;
    expect(off.plain[part]).toBeCloseTo((1 - alphaBar[t]) / alphaBar[t], 6);
    expect(off.clipped[part]).toBeLessThanOrEqual(Math.min(off.plain[part] + 1e-12, 4));
  });
});

test('where the schedule ends without signal, the last term is measured by x̂_0, and everything is finite', () => {
  const dark = zeroTerminalSnr(makeSchedule({ id: 'linear', T: 60, betaEnd: 0.2 }));
  const parts = strataOf(dark);
  const atEnd = drawPass(dark, parts, x0, 3, 0);
  const chance = parts.at(-1)!.chances.at(-1)!;
  atEnd.t[atEnd.t.length - 1] = 60;
  atEnd.chances[atEnd.t.length - 1] = chance;
  const off = measure(dark, atEnd, x0, {
    eps: atEnd.eps,
    xHat0: atEnd.xt.map((_, i) => x0[i % x0.length] + 0.5),
  });
  expect(off.plain.slice(0, -1).every((e) => e === 0)).toBe(true);
  expect(off.plain.at(-1)).toBeCloseTo(0.25, 6);
  const ledger = ledgerOf(dark, parts, x0, [off, off], { variance: 'beta-tilde', clip: false });
  expect(ledger.prior).toBe(0);
  for (const { bits } of ledger.entries) expect(Number.isFinite(bits)).toBe(true);
  // L_{T-1} at σ² = β̃: the mean of (μ̃ - μ_θ)² over 2β̃, where μ̃'s weight of x_0 is √ᾱ_{T-1}.
  const term = (dark.alphaBar[59] * 0.25) / (2 * (1 - dark.alphaBar[59]));
  expect(ledger.entries.at(-1)!.bits).toBeCloseTo(toBitsPerDim(term / chance), 6);
  for (const { chances } of parts) expect(chances.every((chance) => chance > 0)).toBe(true);
});

test('pictures are put on the 256 levels', () => {
  expect([...onLevels([-1, 1, -2, 3])]).toEqual([-1, 1, -1, 1]);
  for (const x of onLevels([0.1234, -0.777])) {
    const level = (x + 1) * 127.5;
    expect(level).toBeCloseTo(Math.round(level), 4);
  }
});

test('the largest term is a single term, not a part', () => {
  const entry = (from: number, to: number, bits: number) => ({ from, to, bits, error: 0 });
  const ledger = {
    entries: [entry(1, 1, 1), entry(2, 101, 50)],
    prior: 0.1,
    total: 51.1,
    error: 0,
    passes: 2,
  };
  expect(largestTerm(ledger, 101)).toMatchObject({ from: 1, bits: 1 });
});
