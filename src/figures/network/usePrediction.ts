import { useEffect, useRef, useState } from 'react';
import type { Engine, Prediction, PredictRequest } from '../../engine/index.ts';
import type { Network } from './network.ts';
import { useNetwork } from './useNetwork.ts';

export interface Predicted {
  request: PredictRequest;
  prediction: Prediction;
}

/**
 * What the network says to `request`; the last answer stays until the next one is there, but never longer than its
 * network is chosen. While the network is busy, only the newest request waits, so that a dragged slider never queues up
 * work. `request` must be stable (useMemo).
 */
export function usePrediction(engine: Engine | null, request: PredictRequest | null): Predicted | null {
  const network = useNetwork();
  const [answer, setAnswer] = useState<{ by: Network; predicted: Predicted } | null>(null);
  const next = useRef<{ engine: Engine; network: Network; request: PredictRequest } | null>(null);
  const isBusy = useRef(false);
  useEffect(() => {
    next.current = engine && request && { engine, network, request };
    if (isBusy.current) return;
    const work = async () => {
      isBusy.current = true;
      while (next.current) {
        const asked = next.current;
        next.current = null;
        // An engine that was closed, or that failed, answers nothing; <NetworkStatus> says which.
        const prediction = await asked.engine.predict(asked.request).catch(() => null);
        if (prediction) setAnswer({ by: asked.network, predicted: { request: asked.request, prediction } });
      }
      isBusy.current = false;
    };
    void work();
  }, [engine, network, request]);
  return answer?.by === network ? answer.predicted : null;
}
