import { useEffect, useState } from 'react';
import { useIsVisible } from '../../ui/Figure.tsx';

/** How long the page waits for us at a time. */
const SLICE_MS = 12;

/**
 * The result of a long computation, made in slices while the figure is on screen; null before the first is done.
 * While a new one runs, the last result stays. `make` must be stable while the computation is (useCallback).
 */
export function useSliced<R>(make: () => Generator<void, R>): { result: R | null; isCurrent: boolean } {
  const isVisible = useIsVisible();
  const [made, setMade] = useState<{ by: typeof make; result: R } | null>(null);
  const isDone = made?.by === make;
  useEffect(() => {
    if (isDone || !isVisible) return;
    const work = make();
    let timer = 0;
    const go = () => {
      const start = performance.now();
      while (performance.now() - start < SLICE_MS) {
        const step = work.next();
        if (step.done) return setMade({ by: make, result: step.value });
      }
      timer = window.setTimeout(go);
    };
    timer = window.setTimeout(go);
    return () => clearTimeout(timer);
  }, [make, isDone, isVisible]);
  return { result: made?.result ?? null, isCurrent: isDone };
}
