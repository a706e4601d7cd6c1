import type { ModelErrorData } from '../../engine/modelError.ts';
import type { BenchBackend, BenchEvent } from '../../bench/row.ts';

/** Page → worker, once: what to measure. */
export interface BenchChoice {
  /** The networks' ids, and the absolute addresses of their folders; null for the one that is made of random numbers. */
  networks: readonly { id: string; url: string | null }[];
  batches: readonly number[];
  backends: readonly BenchBackend[];
  /** The absolute address of onnxruntime-web's files; null: it is not measured. */
  onnxruntime: string | null;
  commit: string;
}

/** Why a run broke off; the page has one text for each. `reason` is what was thrown, as it is. */
export type Broken =
  | { code: 'network'; error: ModelErrorData }
  | { code: 'error' | 'worker'; reason: string }
  | { code: 'silent'; minutes: number };

/** Worker → page. */
export type FromBenchWorker = BenchEvent | { kind: 'broken'; broken: Broken };
