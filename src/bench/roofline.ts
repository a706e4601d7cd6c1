import type { StepCost } from './stepCost.ts';
import type { Roofline } from './row.ts';

/** What a device can do at best, as measured on it. */
export interface DevicePeaks {
  /** Operations per second. */
  flops: number;
  /** Bytes per second. */
  bandwidth: number;
  emptyDispatchMilliseconds: number;
}

/**
 * What a step must take at least: its arithmetic at the peak rate or its bytes at the peak bandwidth, whichever takes
 * longer (Williams, Waterman & Patterson 2009); the price of its dispatches is a term of its own. Beside it the sum of all
 * three: what a step would take in which nothing overlaps.
 * @param peaks null where nothing was measured
 */
export function rooflineOf(net: string, batch: number, cost: StepCost, peaks: DevicePeaks | null): Roofline {
  const place = { net, batch, ...cost };
  if (peaks === null) {
    return {
      ...place,
      peak_flops: null,
      bandwidth: null,
      empty_dispatch_ms: null,
      bound_ms: null,
      dispatch_ms: null,
      sum_ms: null,
    };
  }
  const { flops, bandwidth, emptyDispatchMilliseconds } = peaks;
  const arithmetic = (2e3 * cost.macs) / flops;
  const bytes = (1e3 * cost.bytes) / bandwidth;
  const dispatches = cost.dispatches * emptyDispatchMilliseconds;
  return {
    ...place,
    peak_flops: flops,
    bandwidth,
    empty_dispatch_ms: emptyDispatchMilliseconds,
    bound_ms: Math.max(arithmetic, bytes),
    dispatch_ms: dispatches,
    sum_ms: arithmetic + bytes + dispatches,
  };
}
