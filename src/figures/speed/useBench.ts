import { useCallback, useEffect, useRef, useState } from 'react';
import type { BenchReport } from '../../bench/row.ts';
import { collected, nothingCollected, type Collected } from './collected.ts';
import { latencyOf, pageClock, watchLatency, type Latency } from './latency.ts';
import type { BenchChoice, FromBenchWorker } from './benchProtocol.ts';

export type BenchPhase = 'idle' | 'running' | 'stopped' | 'done' | 'broken';

export interface BenchState {
  phase: BenchPhase;
  measured: Collected;
  /** Seconds since the start. */
  elapsed: number;
  /** Of the page, while the run is or was on. */
  latency: Latency | null;
  /** Why the run broke. */
  reason: string | null;
}

const idle: BenchState = {
  phase: 'idle',
  measured: nothingCollected,
  elapsed: 0,
  latency: null,
  reason: null,
};

/** How often the clock and the latency are shown anew, ms. */
const TICK = 500;

/** The report of a run, or what there is of one that was stopped; null before anything is known. */
export function reportOf({ measured }: BenchState): BenchReport | null {
  if (measured.report) return measured.report;
  const { environment, rows, roofline, failed } = measured;
  return environment && rows.length > 0
    ? { ...environment, rows: [...rows], roofline: [...roofline], failed: [...failed] }
    : null;
}

/** Runs the benchmark in a worker and watches how fast the page answers meanwhile. Leaving the page ends it. */
export function useBench() {
  const [state, setState] = useState(idle);
  const running = useRef<{ end(): void } | null>(null);

  const finish = useCallback((part: Partial<BenchState>) => {
    running.current?.end();
    running.current = null;
    setState((before) => ({ ...before, ...part }));
  }, []);

  const start = useCallback(
    (choice: BenchChoice) => {
      running.current?.end();
      const worker = new Worker(new URL('./benchWorker.ts', import.meta.url), { type: 'module' });
      const watch = watchLatency(pageClock);
      const began = performance.now();
      const tell = (): Pick<BenchState, 'elapsed' | 'latency'> => ({
        elapsed: (performance.now() - began) / 1000,
        latency: latencyOf(watch.samples()),
      });
      // What is being done changes with every block of steps; the page shows it no more often than it can be read.
      let doing: Extract<FromBenchWorker, { kind: 'progress' }> | null = null;
      const ticking = setInterval(() => {
        const event = doing;
        setState((before) => ({
          ...before,
          ...tell(),
          measured: event ? collected(before.measured, event) : before.measured,
        }));
      }, TICK);
      running.current = {
        end: () => {
          clearInterval(ticking);
          watch.stop();
          // At once, whatever it waits for; its device goes with it.
          worker.terminate();
        },
      };
      worker.onmessage = ({ data }: MessageEvent<FromBenchWorker>) => {
        if (data.kind === 'broken') return finish({ ...tell(), phase: 'broken', reason: data.reason });
        if (data.kind === 'progress') return void (doing = data);
        setState((before) => ({ ...before, measured: collected(before.measured, data) }));
        if (data.kind === 'end') finish({ ...tell(), phase: 'done' });
      };
      worker.onerror = (event) => finish({ ...tell(), phase: 'broken', reason: event.message || 'worker' });
      worker.postMessage(choice);
      setState({ ...idle, phase: 'running' });
    },
    [finish],
  );

  const stop = useCallback(() => finish({ phase: 'stopped' }), [finish]);
  useEffect(() => () => running.current?.end(), []);
  return { state, start, stop };
}
