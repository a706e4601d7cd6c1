import { useCallback, useEffect, useRef, useState } from 'react';
import type { BenchReport } from '../../bench/row.ts';
import { collected, nothingCollected, type Collected } from './collected.ts';
import { latencyOf, pageClock, watchLatency, type Latency } from './latency.ts';
import type { BenchChoice, Broken, FromBenchWorker } from './benchProtocol.ts';
import { watchSilence } from './silence.ts';

export type BenchPhase = 'idle' | 'running' | 'stopped' | 'done' | 'broken';

export interface BenchState {
  phase: BenchPhase;
  measured: Collected;
  /** Seconds since the start. */
  elapsed: number;
  /** Of the page, while the run is or was on. */
  latency: Latency | null;
  /** Why the run broke. */
  broken: Broken | null;
}

const idle: BenchState = {
  phase: 'idle',
  measured: nothingCollected,
  elapsed: 0,
  latency: null,
  broken: null,
};

/** How often the clock and the latency are shown anew, ms. */
const TICK = 500;

/** Minutes. No step of a run is so long: the longest fetches and compiles a peer's 27 MB. */
const LONGEST_SILENCE = 10;

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
      const silence = watchSilence((60_000 / TICK) * LONGEST_SILENCE);
      const tell = (): Pick<BenchState, 'elapsed' | 'latency'> => ({
        elapsed: (performance.now() - began) / 1000,
        latency: latencyOf(watch.samples()),
      });
      // What is being done changes with every block of steps; the page shows it no more often than it can be read.
      let doing: Extract<FromBenchWorker, { kind: 'progress' }> | null = null;
      const show = (): void => {
        const event = doing;
        setState((before) => ({
          ...before,
          ...tell(),
          measured: event ? collected(before.measured, event) : before.measured,
        }));
      };
      const breakOff = (broken: Broken): void => {
        show(); // What it was doing may be newer than the last tick.
        finish({ phase: 'broken', broken });
      };
      const ticking = setInterval(() => {
        if (silence.isTooLong()) breakOff({ code: 'silent', minutes: LONGEST_SILENCE });
        else show();
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
        silence.heard();
        if (data.kind === 'broken') return breakOff(data.broken);
        if (data.kind === 'progress') return void (doing = data);
        setState((before) => ({ ...before, measured: collected(before.measured, data) }));
        if (data.kind === 'end') finish({ ...tell(), phase: 'done' });
      };
      worker.onerror = ({ message }) => breakOff({ code: 'worker', reason: message });
      worker.postMessage(choice);
      setState({ ...idle, phase: 'running' });
    },
    [finish],
  );

  const stop = useCallback(() => finish({ phase: 'stopped' }), [finish]);
  useEffect(() => () => running.current?.end(), []);
  return { state, start, stop };
}
