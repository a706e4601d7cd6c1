import { quantile } from '../../bench/statistics.ts';

/**
 * How long the page takes to answer while something runs: from the moment at which an event should have been handled to
 * the moment after the next frame, which shows the answer. That is what an input waits for, the key or pointer itself
 * left out. A probe that is late because the thread is busy counts with its delay.
 */

/** What the probe needs of the page. Times are milliseconds. */
export interface Clock {
  now(): number;
  after(milliseconds: number, then: () => void): void;
  /** Calls back after the next frame has been drawn; never while the page is hidden. */
  afterFrame(then: () => void): void;
  isHidden(): boolean;
}

export interface Latency {
  p95: number;
  longest: number;
  samples: number;
}

export const latencyOf = (samples: readonly number[]): Latency | null =>
  samples.length === 0
    ? null
    : { p95: quantile(samples, 0.95), longest: Math.max(...samples), samples: samples.length };

/** Probes every so often; no multiple of a frame, so that the probes fall anywhere between two. */
const PAUSE = 97;

/** Probes until it is stopped, and gives the latencies so far. */
export function watchLatency(clock: Clock): { samples(): readonly number[]; stop(): void } {
  const samples: number[] = [];
  let isOver = false;
  const probe = (): void => {
    const due = clock.now() + PAUSE;
    clock.after(PAUSE, () => {
      if (isOver) return;
      // A hidden page draws no frame, and its timers are held back: nobody waits for it.
      if (clock.isHidden()) return probe();
      clock.afterFrame(() => {
        if (isOver) return;
        samples.push(clock.now() - due);
        probe();
      });
    });
  };
  probe();
  return { samples: () => samples, stop: () => void (isOver = true) };
}

/** The clock of the page. */
export const pageClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, then) => void setTimeout(then, milliseconds),
  afterFrame: (then) =>
    void requestAnimationFrame(() => {
      // A message's turn comes after the frame's own work.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        then();
      };
      port2.postMessage(null);
    }),
  isHidden: () => document.hidden,
};
