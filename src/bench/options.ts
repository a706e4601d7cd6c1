import type { BenchNetwork } from './networks.ts';
import type { BenchBackend, BenchEngine } from './row.ts';

/** What to time, and where it runs: nothing of this is looked for in globals, so that Node can run it, too. */
export interface BenchOptions {
  networks: readonly BenchNetwork[];
  /** Pictures at once. */
  batches: readonly number[];
  /** What is taken first: a sorting key for each network and batch; left out: one network after the other. */
  turnOf?: (net: string, batch: number) => number;
  /** Also what takes very long where a CPU computes; left out: that stands in the report's refusals instead. */
  takesAll?: boolean;
  /** Left out: WebGPU, where there is one, and WebAssembly. */
  backends?: readonly BenchBackend[];
  /** Left out: all. */
  engines?: readonly BenchEngine[];
  /** navigator.gpu, or what stands in its place; null where there is none. */
  gpu: GPU | null;
  /** Absolute address of the folder with onnxruntime-web's files, ending in '/'; null: it is not measured. */
  onnxruntime: string | null;
  /** Threads that engines on WebAssembly may take (ours at most 4); more than one needs a cross-origin isolated page. */
  threads: number;
  browser: string;
  commit: string;
  /** When it began. */
  date: Date;
  effort?: Partial<Effort>;
}

/** How long to measure. */
export interface Effort {
  /** Rounds, in which every engine takes one block of steps, at least and at most. */
  fewestRounds: number;
  mostRounds: number;
  /** A block holds about as many steps as take so long. */
  blockMilliseconds: number;
  /** And at least so many, two or more: what a further step adds is known from the second on. */
  fewestSteps: number;
  /** All rounds of the slowest engine together take about so long, if that many rounds are allowed. */
  engineMilliseconds: number;
}

export const usualEffort: Effort = {
  fewestRounds: 3,
  mostRounds: 21,
  blockMilliseconds: 150,
  fewestSteps: 2,
  engineMilliseconds: 6000,
};
