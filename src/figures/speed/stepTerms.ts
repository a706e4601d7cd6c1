import type { BenchRow, Roofline } from '../../bench/row.ts';

/** What the least time of a step is made of, in milliseconds, and the time that it takes. */
export interface StepTerms {
  /** 2 · MAC / peak; null where the peak was not measured. */
  arithmetic: number | null;
  /** bytes / bandwidth: of ours what the kernels must move, of a peer what it binds, which is all that is known of it */
  bytes: number | null;
  /** dispatches · an empty one's time */
  dispatches: number | null;
  /** These three added up: a step in which nothing overlaps. Of ours it is the roofline's sum_ms. */
  sum: number | null;
  javascript: number | null;
  measured: number;
}

export type Bound = 'javascript' | 'arithmetic' | 'bytes' | 'dispatches' | 'kernels';

/** A term that makes up this share of a step is what bounds it. */
const MOST = 0.5;

/** The terms of a step that ran on the device whose peak and bandwidth were measured: WebGPU's. */
export function stepTerms(row: BenchRow, roofline: Roofline): StepTerms {
  const { macs, bytes, peak_flops, bandwidth, empty_dispatch_ms } = roofline;
  // Each engine has its own number of dispatches; the arithmetic is the network's.
  const moved = row.engine.startsWith('ours') ? bytes : (row.bytes ?? bytes);
  const dispatches = row.dispatches ?? roofline.dispatches;
  const terms = {
    arithmetic: peak_flops && (2e3 * macs) / peak_flops,
    bytes: bandwidth && (1e3 * moved) / bandwidth,
    dispatches: empty_dispatch_ms && dispatches * empty_dispatch_ms,
  };
  const all = Object.values(terms);
  return {
    ...terms,
    sum: all.some((term) => term === null) ? null : all.reduce<number>((sum, term) => sum + (term ?? 0), 0),
    javascript: row.js_ms,
    measured: row.step_ms,
  };
}

/**
 * What a step waits for most. JavaScript first: while it hands out work it keeps the device waiting, whatever that could
 * do. 'kernels' means that no term explains half of the time: the kernels are further from the bound than that.
 */
export function boundOf({ javascript, measured, ...terms }: StepTerms): Bound {
  if ((javascript ?? 0) >= MOST * measured) return 'javascript';
  const named = (['arithmetic', 'bytes', 'dispatches'] as const).map(
    (name) => [name, terms[name] ?? 0] as const,
  );
  const [name, time] = named.reduce((most, term) => (term[1] > most[1] ? term : most));
  return time >= MOST * measured ? name : 'kernels';
}
