import { describe, expect, it } from 'vitest';
import { rooflineOf } from './roofline.ts';

const peaks = { flops: 2e12, bandwidth: 100e9, emptyDispatchMilliseconds: 0.005 };

describe('rooflineOf', () => {
  it('takes the arithmetic or the bytes, whichever needs longer, and the dispatches beside it', () => {
    // 2 · 1.6e9 / 2e12 s = 1.6 ms; 84e6 / 100e9 s = 0.84 ms; 157 · 5 µs = 0.785 ms.
    const bound = rooflineOf('a', 1, { macs: 1.6e9, bytes: 84e6, dispatches: 157 }, peaks);
    expect(bound.bound_ms).toBeCloseTo(1.6, 12);
    expect(bound.dispatch_ms).toBeCloseTo(0.785, 12);
    expect(bound.sum_ms).toBeCloseTo(1.6 + 0.84 + 0.785, 12);
    expect(rooflineOf('a', 1, { macs: 1e6, bytes: 84e6, dispatches: 1 }, peaks).bound_ms).toBeCloseTo(
      0.84,
      12,
    );
  });

  it('leaves out what nobody measured', () => {
    const bound = rooflineOf('a', 16, { macs: 5, bytes: 6, dispatches: 7 }, null);
    expect(bound).toEqual({
      net: 'a',
      batch: 16,
      macs: 5,
      bytes: 6,
      dispatches: 7,
      peak_flops: null,
      bandwidth: null,
      empty_dispatch_ms: null,
      bound_ms: null,
      dispatch_ms: null,
      sum_ms: null,
    });
  });
});
