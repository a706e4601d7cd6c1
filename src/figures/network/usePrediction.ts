import { useEffect, useRef, useState } from 'react';
import type { Engine, Prediction, PredictRequest } from '../../engine/index.ts';

export interface Predicted {
  request: PredictRequest;
  prediction: Prediction;
}

/**
 * What the network says to `request`; the last answer stays until the next one is there. While the network is busy,
 * only the newest request waits, so that a dragged slider never queues up work. `request` must be stable (useMemo).
 */
export function usePrediction(engine: Engine | null, request: PredictRequest | null): Predicted | null {
  const [predicted, setPredicted] = useState<Predicted | null>(null);
  const next = useRef<PredictRequest | null>(null);
  const isBusy = useRef(false);
  useEffect(() => {
    next.current = request;
    if (!engine || isBusy.current) return;
    const work = async () => {
      isBusy.current = true;
      try {
        while (next.current) {
          const asked = next.current;
          next.current = null;
          const prediction = await engine.predict(asked);
          setPredicted({ request: asked, prediction });
        }
      } catch {
        // The engine was closed, or it failed, which <NetworkStatus> says.
        next.current = null;
      } finally {
        isBusy.current = false;
      }
    };
    void work();
  }, [engine, request]);
  return predicted;
}
