import type { BenchDoing, BenchEnvironment, BenchEvent, BenchReport } from '../../bench/row.ts';
import type { Measured } from './groups.ts';

/** What a run has told so far. */
export interface Collected extends Measured {
  /** Known a moment after the start. */
  environment: BenchEnvironment | null;
  progress: { doing: BenchDoing; done: number; total: number } | null;
  /** There once the run has come to its end. */
  report: BenchReport | null;
}

export const nothingCollected: Collected = {
  environment: null,
  rows: [],
  roofline: [],
  failed: [],
  progress: null,
  report: null,
};

const measuredIn = ({ rows, roofline, failed }: BenchReport): Measured => ({ rows, roofline, failed });

/** With one more event of the run. */
export function collected(before: Collected, event: BenchEvent): Collected {
  switch (event.kind) {
    case 'environment':
      return { ...before, environment: event.environment };
    case 'progress':
      return { ...before, progress: { doing: event.doing, done: event.done, total: event.total } };
    case 'row':
      return { ...before, rows: [...before.rows, event.row] };
    case 'roofline':
      return { ...before, roofline: [...before.roofline, event.roofline] };
    case 'failed':
      return { ...before, failed: [...before.failed, event.failure] };
    case 'end':
      return { ...before, ...measuredIn(event.report), progress: null, report: event.report };
  }
}

/**
 * Seconds that are left, from how far a run came in so many; null while that is a guess: what comes first, the device's
 * peaks, is much shorter than what follows.
 */
export function remainingSeconds(
  progress: { done: number; total: number } | null,
  elapsed: number,
): number | null {
  if (progress === null || progress.done < 2) return null;
  return (elapsed * (progress.total - progress.done)) / progress.done;
}
