import { describe, expect, it } from 'vitest';
import { cosOfWord, ln2High, ln2Low, logOfWord } from './boxMuller.ts';
import { normalCdf } from './gaussian.ts';
import {
  cosCoefficients,
  gaussianAt,
  gaussianField,
  gaussianFromWords,
  lanes,
  logCoefficients,
  makeRng,
  sinCoefficients,
  threefry2x32,
  uniformAt,
} from './rng.ts';
import { threefryParity, threefryRotations } from './threefry.ts';

/** Threefry again, straight from the paper's text, in BigInt arithmetic modulo 2^32. */
function threefryByBigInt(key0: number, key1: number, ctr0: number, ctr1: number): [number, number] {
  const mask = 0xffffffffn;
  const keys = [BigInt(key0), BigInt(key1), BigInt(key0) ^ BigInt(key1) ^ BigInt(threefryParity)];
  let x0 = (BigInt(ctr0) + keys[0]) & mask;
  let x1 = (BigInt(ctr1) + keys[1]) & mask;
  for (let round = 0; round < 20; round++) {
    const r = BigInt(threefryRotations[round % 8]);
    x0 = (x0 + x1) & mask;
    x1 = (((x1 << r) | (x1 >> (32n - r))) & mask) ^ x0;
    if (round % 4 === 3) {
      const s = (round + 1) / 4;
      x0 = (x0 + keys[s % 3]) & mask;
      x1 = (x1 + keys[(s + 1) % 3] + BigInt(s)) & mask;
    }
  }
  return [Number(x0), Number(x1)];
}

/** Kolmogorov–Smirnov distance of the sorted sample times √n; above 1.95 with probability 0.001. */
function kolmogorov(sample: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    worst = Math.max(worst, Math.abs(p - i / sorted.length), Math.abs(p - (i + 1) / sorted.length));
  });
  return worst * Math.sqrt(sorted.length);
}

describe('threefry2x32', () => {
  it('gives the published known answers', () => {
    expect(threefry2x32(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
    const ones = 0xffffffff;
    expect(threefry2x32(ones, ones, ones, ones)).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefry2x32(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual([0xc4923a9c, 0x483df7a0]);
  });

  it('equals a second implementation in BigInt', () => {
    let words: [number, number] = [1, 2];
    for (let i = 0; i < 500; i++) {
      const next = threefry2x32(words[0], i, words[1], 7 * i);
      expect(next).toEqual(threefryByBigInt(words[0], i, words[1], 7 * i));
      words = next;
    }
  });
});

describe('gaussianFromWords', () => {
  const words = (i: number) => threefry2x32(11, 0, i, 9);
  const u0 = (word: number) => ((word >>> 8) + 1) / 2 ** 24;
  const u1 = (word: number) => (word >>> 8) / 2 ** 24;
  const edges = [0, 1, 255, 256, 511, 0x7fffffff, 0x80000000, 0xbfffffff, 0xc0000000, 0xfffffeff, 0xffffffff];

  it('agrees with Math.log and Math.cos to 1e-6, in float64 and with every operation rounded to float32', () => {
    const reference = (a: number, b: number) =>
      Math.sqrt(-2 * Math.log(u0(a))) * Math.cos(2 * Math.PI * u1(b));
    let worst64 = 0;
    let worst32 = 0;
    const check = (a: number, b: number) => {
      worst64 = Math.max(worst64, Math.abs(gaussianFromWords(a, b) - reference(a, b)));
      worst32 = Math.max(worst32, Math.abs(gaussianFromWords(a, b, Math.fround) - reference(a, b)));
    };
    for (let i = 0; i < 300_000; i++) check(...words(i));
    for (const a of edges) for (const b of edges) check(a, b);
    for (let k = 0; k < 4096; k++) for (const b of [0, 0x1fffff00, 0x20000000, 0x80000000]) check(k << 8, b);
    expect(worst64).toBeLessThan(2e-7);
    expect(worst32).toBeLessThan(1e-6);
    expect(worst32).toBeGreaterThan(worst64); // the rounding really happened
  });

  it('keeps the logarithm relatively accurate near u = 1 and the cosine accurate everywhere', () => {
    for (let j = 0; j < 2000; j++) {
      const word = 0xffffffff - 256 * j;
      const exactLog = Math.log(u0(word));
      expect(Math.abs(logOfWord(word, Math.fround) - exactLog)).toBeLessThanOrEqual(
        3e-7 * Math.abs(exactLog),
      );
    }
    for (let k = 0; k < 2 ** 24; k += 997) {
      const word = k * 256;
      expect(Math.abs(cosOfWord(word, Math.fround) - Math.cos(2 * Math.PI * u1(word)))).toBeLessThan(1.5e-7);
    }
  });

  it('has float32 numbers as coefficients', () => {
    for (const c of [...logCoefficients, ...sinCoefficients, ...cosCoefficients, ln2High, ln2Low])
      expect(Math.fround(c)).toBe(c);
    expect(ln2High + ln2Low).toBeCloseTo(Math.LN2, 11);
  });
});

describe('draws', () => {
  const n = 200_000;
  const field = gaussianField(7, 3, n);
  const mean = (f: (z: number) => number) => field.reduce((sum, z) => sum + f(z), 0) / n;

  it('have the moments of N(0, 1) within five standard errors', () => {
    expect(Math.abs(mean((z) => z))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(mean((z) => z * z) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(mean((z) => z ** 3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(mean((z) => z ** 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it('pass Kolmogorov–Smirnov against the normal and the uniform distribution', () => {
    expect(kolmogorov(field, normalCdf)).toBeLessThan(1.95);
    const uniforms = Float64Array.from({ length: n }, (_, i) => uniformAt(7, 3, i));
    expect(kolmogorov(uniforms, (x) => x)).toBeLessThan(1.95);
    const rng = makeRng(7, 3);
    const gaussians = Float64Array.from({ length: 50_000 }, () => rng.gaussian());
    expect(kolmogorov(gaussians, normalCdf)).toBeLessThan(1.95);
  });

  it('do not correlate between neighbours, steps, seeds or lanes', () => {
    const others = [
      field.map((_, i) => field[(i + 1) % n]),
      gaussianField(7, 4, n),
      gaussianField(8, 3, n),
      Float64Array.from({ length: n }, (_, i) => Math.sqrt(12) * (uniformAt(7, 3, i) - 0.5)),
    ];
    for (const other of others) {
      const correlation = field.reduce((sum, z, i) => sum + z * other[i], 0) / n;
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(n));
    }
  });

  it('depend on (seed, step, element) alone', () => {
    expect(field[12345]).toBe(gaussianAt(7, 3, 12345));
    const words = threefry2x32(7, 3, 12345, lanes.gaussian);
    expect(gaussianAt(7, 3, 12345)).toBe(gaussianFromWords(...words));
    // 53 bits: 27 of the first word, then 26 of the second
    const [high, low] = threefry2x32(7, 3, 5, lanes.uniform).map(BigInt);
    expect(uniformAt(7, 3, 5)).toBe(Number(((high >> 5n) << 26n) + (low >> 6n)) / 2 ** 53);
    const short = gaussianField(7, 3, 10, new Float32Array(10));
    expect(short).toBeInstanceOf(Float32Array);
    expect([...short]).toEqual([...field.slice(0, 10)].map(Math.fround));
  });

  it('repeat for one stream and differ between streams', () => {
    const take = (seed: number, stream?: number) => {
      const rng = makeRng(seed, stream);
      return [rng.uniform(), rng.gaussian(), rng.uniform()];
    };
    expect(take(5)).toEqual(take(5, 0));
    expect(take(5, 1)).not.toEqual(take(5, 2));
    for (const u of [take(5)[0], take(5)[2]]) expect(u >= 0 && u < 1).toBe(true);
  });
});
