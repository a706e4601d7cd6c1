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
 * longer (Williams, Waterman & Patterson 2009); the price of its dispatches is a term of its own.
 * @param peaks null where nothing was measured
 */
export function rooflineOf(net: string, batch: number, cost: StepCost, peaks: DevicePeaks | null): Roofline {
  const seconds = peaks && Math.max((2 * cost.macs) / peaks.flops, cost.bytes / peaks.bandwidth);
  return {
    net,
    batch,
    ...cost,
    peak_flops: peaks && peaks.flops,
    bandwidth: peaks && peaks.bandwidth,
    empty_dispatch_ms: peaks && peaks.emptyDispatchMilliseconds,
    bound_ms: seconds && 1000 * seconds,
    dispatch_ms: peaks && cost.dispatches * peaks.emptyDispatchMilliseconds,
  };
}
