import { useEffect, useState } from 'react';
import type { Engine } from '../../engine/index.ts';
import { curveTimes, noised, rmsError } from './model.ts';

/** Network calls in one message, so that the reader's own slider never waits long. */
const BATCH = 3;
/** ms without change before the curve is computed. */
const PAUSE = 500;

/** The network's error at curveTimes, filling up as it is computed; NaN where it is not yet. */
export function useErrorCurve(
  engine: Engine | null,
  alphaBars: Float64Array,
  x0: Float32Array | null,
  eps: Float32Array,
  label: number | null,
): readonly number[] {
  const [errors, setErrors] = useState<readonly number[]>([]);
  useEffect(() => {
    if (!engine || !x0) return;
    const abort = new AbortController();
    const all = curveTimes(alphaBars.length - 1);
    const compute = async () => {
      setErrors(all.map(() => NaN));
      for (let at = 0; at < all.length; at += BATCH) {
        const times = all.slice(at, at + BATCH);
        const xt = new Float32Array(times.length * x0.length);
        times.forEach((t, k) => xt.set(noised(x0, eps, alphaBars[t]), k * x0.length));
        const { xHat0 } = await engine.predict(
          { xt, t: times, labels: times.map(() => label) },
          abort.signal,
        );
        if (abort.signal.aborted) return;
        const found = times.map((_, k) => rmsError(xHat0.subarray(k * x0.length, (k + 1) * x0.length), x0));
        setErrors((before) => before.map((error, i) => found[i - at] ?? error));
      }
    };
    // A closed or failed engine is told by <NetworkStatus>; the curve just stays open.
    const timer = setTimeout(() => void compute().catch(() => undefined), PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [engine, alphaBars, x0, eps, label]);
  return errors;
}
