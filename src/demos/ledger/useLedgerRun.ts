import { useEffect, useMemo, useState } from 'react';
import type { EngineState } from '../../figures/network/sharedEngine.ts';
import type { Network } from '../../figures/network/network.ts';
import { useIsVisible } from '../../ui/Figure.tsx';
import { drawPass, measure, type Measured } from './model.ts';
import { strataOf } from './strata.ts';

interface Options {
  shared: EngineState;
  /** The network that is asked. */
  network: Network;
  x0: Float32Array | null;
  seed: number;
  /** The class that the network is told; null for none. */
  label: number | null;
  isRunning: boolean;
  passes: number;
  /** Called when all passes are done, or when the network refused. */
  onEnd: () => void;
}

const NOTHING: readonly Measured[] = [];

/**
 * Passes through the network while it runs and is on screen, one batch at a time; what was measured stays while the
 * network, the picture, the seed and the class do. Leaving the screen pauses, since the worker is then not asked for more.
 */
export function useLedgerRun({ shared, network, x0, seed, label, isRunning, passes, onEnd }: Options) {
  const isVisible = useIsVisible();
  const [round, setRound] = useState(0);
  /** A new object for each thing to be measured. */
  const run = useMemo(() => ({ network, x0, seed, label, round }), [network, x0, seed, label, round]);
  const [kept, keep] = useState<{ run: typeof run; measured: readonly Measured[] } | null>(null);
  const measured = kept?.run === run ? kept.measured : NOTHING;
  const [failure, setFailure] = useState<string | null>(null);
  const { engine } = shared;
  const schedule = shared.model?.schedule;
  const strata = useMemo(() => (schedule ? strataOf(schedule) : null), [schedule]);
  const pass = measured.length;

  useEffect(() => {
    if (!isRunning || !isVisible || !engine || !x0 || !schedule || !strata) return;
    if (pass >= passes) return onEnd();
    const abort = new AbortController();
    const drawn = drawPass(schedule, strata, x0, seed, pass);
    const labels = drawn.t.map(() => label);
    engine.predict({ xt: drawn.xt, t: drawn.t, labels }, abort.signal).then(
      (prediction) => {
        if (abort.signal.aborted) return;
        setFailure(null);
        keep({ run, measured: [...measured, measure(schedule, drawn, x0, prediction)] });
      },
      (error: unknown) => {
        // An engine that was closed on purpose is no failure; it opens again when the figure is seen.
        if (abort.signal.aborted || (error instanceof DOMException && error.name === 'AbortError')) return;
        setFailure(error instanceof Error ? error.message : String(error));
        onEnd();
      },
    );
    return () => abort.abort();
  }, [isRunning, isVisible, engine, x0, schedule, strata, seed, label, pass, passes, run, measured, onEnd]);

  return { measured, schedule: schedule ?? null, strata, failure, restart: () => setRound(round + 1) };
}
