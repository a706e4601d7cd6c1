import { useEffect, useState } from 'react';
import { fillNoise } from './model.ts';

/** The noise of a seed, made in slices between frames; null until it is complete. */
export function useNoise(seed: number, length: number): Float32Array | null {
  const [made, setMade] = useState<{ seed: number; noise: Float32Array } | null>(null);
  useEffect(() => {
    if (length === 0) return;
    const noise = new Float32Array(length);
    const filling = fillNoise(noise, seed);
    let timer = 0;
    const go = () => {
      const start = performance.now();
      while (performance.now() - start < 12) if (filling.next().done) return setMade({ seed, noise });
      timer = window.setTimeout(go);
    };
    go();
    return () => clearTimeout(timer);
  }, [seed, length]);
  return made && made.noise.length === length ? made.noise : null;
}
