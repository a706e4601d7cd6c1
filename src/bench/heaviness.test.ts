import { describe, expect, it } from 'vitest';
import { entrantsOf } from './entrants.ts';
import { isTooHeavy, leftOut } from './heaviness.ts';

const emulated = { isSoftware: true };
const real = { isSoftware: false };

describe('what is timed unasked', () => {
  it('is everything where a GPU computes', () => {
    expect(isTooHeavy('webgpu', 1e12, real)).toBe(false);
    expect(isTooHeavy('webgl', 1e12, null)).toBe(false);
  });

  it('depends on the arithmetic of a step where a CPU does, whatever the network is called', () => {
    // picture-book-32 at 16; cifar10-32 at 16; the network of 8.95 M at 1 and at 16.
    const all = [3.455e9, 15.727e9, 1.598e9, 25.576e9];
    expect(all.map((macs) => isTooHeavy('webgpu', macs, emulated))).toEqual([false, true, false, true]);
    expect(all.map((macs) => isTooHeavy('wasm', macs, real))).toEqual([false, false, false, true]);
    expect(all.map((macs) => isTooHeavy('cpu', macs, null))).toEqual([false, true, false, true]);
  });

  it('and the rest stands in the report, a line for each engine', () => {
    const entrants = entrantsOf('wasm', { onnxruntime: 'https://peer.example/', threads: 4 }, null);
    const place = { net: 'large', batch: 16, macs: 25.576e9 };
    const line = { net: 'large', batch: 16, backend: 'wasm', variant: null, code: 'too-heavy', parity: null };
    expect(leftOut(entrants, place)).toEqual(
      ['ours', 'tfjs', 'onnxruntime-web'].map((engine) => ({ ...line, engine, reason: '25.6 GMAC' })),
    );
  });
});
