import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Engine } from '../../engine/index.ts';
import { useIsVisible } from '../../ui/Figure.tsx';
import { useNetwork } from '../network/useNetwork.ts';
import { createGate } from './gate.ts';

export type WorkPhase = 'waiting' | 'running' | 'paused' | 'cancelled' | 'done' | 'failed';

export interface Work<T> {
  /** What the generator yielded last. */
  latest: T | null;
  phase: WorkPhase;
  pause(): void;
  resume(): void;
  /** Ends it; what is there stays. */
  cancel(): void;
  /** Begins again after it ended. */
  restart(): void;
}

/** Sliders that are being dragged start nothing. */
const REST_MS = 350;

type Start<T> = (engine: Engine) => AsyncGenerator<T, void, undefined>;

/**
 * Runs a generator on the engine while the figure is on screen, begins anew when `begin` or the page's network changes,
 * and can be paused and cancelled. `begin` must be stable while the work is the same (useCallback); null: there is
 * nothing to do yet. What was done stays when the engine closes, but not when another network is chosen.
 */
export function useWork<T>(engine: Engine | null, begin: Start<T> | null): Work<T> {
  const network = useNetwork();
  // The same on another network is another work.
  const start = useMemo(() => begin && { begin, network }, [begin, network]);
  const isVisible = useIsVisible();
  const [gate] = useState(createGate);
  const [asked, setAsked] = useState<{ by: typeof start; what: 'pause' | 'cancel' } | null>(null);
  const [known, setKnown] = useState<{ by: typeof start; latest: T | null; phase: WorkPhase } | null>(null);
  const finished = useRef<typeof start>(null);
  const [attempt, setAttempt] = useState(0);
  const isPaused = asked?.by === start && asked?.what === 'pause';
  const isCancelled = asked?.by === start && asked?.what === 'cancel';

  useEffect(() => {
    if (isPaused || !isVisible) gate.close();
    else gate.open();
  }, [gate, isPaused, isVisible]);

  useEffect(() => {
    if (!engine || !start || isCancelled || finished.current === start) return;
    let isOver = false;
    let generator: AsyncGenerator<T, void, undefined> | null = null;
    const tell = (phase: WorkPhase, value?: T) =>
      setKnown((before) => ({
        by: start,
        phase,
        latest: value ?? (before?.by === start ? before.latest : null),
      }));
    const run = async () => {
      try {
        await gate.passed();
        if (isOver) return;
        generator = start.begin(engine);
        tell('running');
        for (;;) {
          await gate.passed();
          if (isOver) return;
          const { done, value } = await generator.next();
          if (isOver) return;
          if (done) break;
          tell('running', value);
        }
        finished.current = start;
        tell('done');
      } catch (error) {
        // An engine that closed under the work is asked again when it is back; its figure says what happened.
        const isClosed = error instanceof DOMException && error.name === 'AbortError';
        if (!isOver) tell(isClosed ? 'waiting' : 'failed');
      } finally {
        await generator?.return();
      }
    };
    const timer = setTimeout(() => void run(), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
      // It may be waiting at the gate, where it would never hear that it is over.
      void generator?.return();
    };
  }, [engine, start, isCancelled, attempt, gate]);

  const mine = known?.by === start ? known : null;
  const phase = mine?.phase ?? 'waiting';
  return {
    latest: mine?.latest ?? null,
    phase: phase === 'done' ? phase : isCancelled ? 'cancelled' : isPaused ? 'paused' : phase,
    pause: useCallback(() => setAsked({ by: start, what: 'pause' }), [start]),
    resume: useCallback(() => setAsked(null), []),
    cancel: useCallback(() => setAsked({ by: start, what: 'cancel' }), [start]),
    restart: useCallback(() => {
      finished.current = null;
      setKnown(null);
      setAsked(null);
      setAttempt((n) => n + 1);
    }, []),
  };
}
