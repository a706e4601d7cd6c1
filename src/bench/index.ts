/** The benchmark: a generator of events, for a page's worker, a headless browser, or Node. */
export { runBench } from './runBench.ts';
export { usualEffort, type BenchOptions, type Effort } from './options.ts';
export { fetchedNetwork, largeNetwork, randomNetwork, type BenchNetwork } from './networks.ts';
export type {
  BenchBackend,
  BenchDoing,
  BenchEngine,
  BenchEntry,
  BenchEnvironment,
  BenchEvent,
  BenchFailure,
  BenchReport,
  BenchRow,
  Roofline,
} from './row.ts';
