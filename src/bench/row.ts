import type { FailureCode } from './failure.ts';

/**
 * Which code took the step: ours as it is shipped, ours by kernels that use nothing of the device beyond WebGPU's core, ours
 * with each step recorded anew, or a peer.
 */
export type BenchEngine = 'ours' | 'ours-plain' | 'ours-no-replay' | 'tfjs' | 'onnxruntime-web';

export type BenchBackend = 'webgpu' | 'wasm' | 'webgl' | 'cpu';

/** What one engine took for one network at one batch. Times are milliseconds of one step of the sampler. */
export interface BenchRow {
  net: string;
  batch: number;
  engine: BenchEngine;
  backend: BenchBackend;
  /** What was chosen within an engine: 'NHWC, captured', '2 threads'. */
  variant: string | null;
  /** Median over the blocks; within a block, its time divided by its steps. */
  step_ms: number;
  /** 95th percentile of the same: over means of blocks, so single slow steps are smoothed; no percentile over steps. */
  p95_ms: number;
  /** The issuing thread's time per step: JavaScript (and wasm) that runs before the GPU is waited for. */
  js_ms: number | null;
  /** These four are what a further step adds; beginning a run is no part of them. */
  dispatches: number | null;
  submits: number | null;
  readbacks: number | null;
  /** Bytes of the storage buffers bound to a step's dispatches. */
  bytes: number | null;
  /** max|Δ| / max|reference| of the predicted noise; the reference is our WebAssembly, whose row of one thread has null. */
  parity: number | null;
  /**
   * From opening the engine to the end of its first step, pipelines compiled. Its code is loaded and compiled before; in
   * older reports, which docs/benchmarks/README.md names, a peer's was not.
   */
  cold_ms: number | null;
  steps: number;
  rounds: number;
  /**
   * All ways of an engine that were tried, this row's among them, each with its best trial; empty where there is one way only.
   * Trials come before the rounds and are fewer, so they compare with each other. Null in older reports.
   */
  tried: TriedWay[] | null;
}

/** A way of an engine before the rounds; the fastest became a row. */
export interface TriedWay {
  variant: BenchRow['variant'];
  step_ms: number;
}

/** Whose row it is. */
export type BenchEntry = Pick<BenchRow, 'net' | 'batch' | 'engine' | 'backend' | 'variant'>;

/** What could not be measured, or must not be, and why: a wrong picture has no speed. */
export interface BenchFailure extends BenchEntry {
  /** Null in reports that have only a sentence, in `reason`. */
  code: FailureCode | null;
  /** max|Δ| / max|reference| where that is why; null otherwise, and where an answer has no number in it. */
  parity: number | null;
  /** What a library or the device said, as it said it; not for translating. */
  reason: string;
}

/** The least time that the step's arithmetic and bytes need on this device. */
export interface Roofline {
  net: string;
  batch: number;
  /** Multiply-accumulates of a step. */
  macs: number;
  /** Bytes of the storage buffers that the step's kernels read and write. */
  bytes: number;
  /** Dispatches of a step, its update among them. */
  dispatches: number;
  /** Measured on this device: operations per second of a chain of fma. */
  peak_flops: number | null;
  /** Measured on this device: bytes per second read and written by a copy. */
  bandwidth: number | null;
  /** Measured on this device: a dispatch that does nothing. */
  empty_dispatch_ms: number | null;
  /** max(2 · MAC / peak, bytes / bandwidth), in milliseconds. */
  bound_ms: number | null;
  /** dispatches · empty_dispatch_ms: what the bound leaves out. */
  dispatch_ms: number | null;
  /** 2 · MAC / peak + bytes / bandwidth + dispatch_ms: a step in which nothing overlaps; null in older reports. */
  sum_ms: number | null;
}

/** Where a report comes from. */
export interface BenchEnvironment {
  adapter: string;
  /** The graphics are computed by the CPU: its milliseconds say nothing about a GPU. */
  software: boolean;
  /** Of the device, that our kernels use; null in reports from before there was any. */
  features: readonly string[] | null;
  browser: string;
  threads: number;
  /** ISO 8601. */
  date: string;
  commit: string;
}

export interface BenchReport extends BenchEnvironment {
  roofline: Roofline[];
  rows: BenchRow[];
  failed: BenchFailure[];
}

/** What a run is doing. Whoever shows it has the words. */
export type BenchDoing =
  | { step: 'peaks' | 'report' }
  | ({ step: 'network' | 'reference' } & Pick<BenchEntry, 'net' | 'batch'>)
  | ({ step: QualifyingStep } & BenchEntry)
  | ({ step: 'round'; round: number; rounds: number } & BenchEntry);

/** What an engine goes through before the rounds. */
export type QualifyingStep = 'load' | 'open' | 'warm' | 'parity' | 'trial';

export type BenchEvent =
  | { kind: 'environment'; environment: BenchEnvironment }
  | { kind: 'progress'; doing: BenchDoing; done: number; total: number }
  | { kind: 'row'; row: BenchRow }
  | { kind: 'roofline'; roofline: Roofline }
  | { kind: 'failed'; failure: BenchFailure }
  | { kind: 'end'; report: BenchReport };
