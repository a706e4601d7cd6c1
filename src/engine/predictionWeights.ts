import type { PredictionType } from './schedulerConfig.ts';

/** x̂_0 and ε̂ as weighted sums of x_t and the network's output. */
export interface PredictionWeights {
  xHat0: { xt: number; output: number };
  eps: { xt: number; output: number };
}

/**
 * How to read a network's output, from x_t = √ᾱ x_0 + √(1-ᾱ) ε (Ho et al. 2020, (4)) and, for v = √ᾱ ε - √(1-ᾱ) x_0,
 * Salimans & Ho 2022, Appendix D. ᾱ in [0, 1]; at ᾱ = 1 an x̂_0-network says nothing about ε, and ε̂ is 0. At ᾱ = 0
 * an ε-network says nothing about x_0: such a schedule is refused with such a network (schedulerConfig.ts).
 */
export function predictionWeights(type: PredictionType, alphaBar: number): PredictionWeights {
  const signal = Math.sqrt(alphaBar);
  const noise = Math.sqrt(1 - alphaBar);
  switch (type) {
    case 'epsilon':
      return { xHat0: { xt: 1 / signal, output: -noise / signal }, eps: { xt: 0, output: 1 } };
    case 'sample':
      return { xHat0: { xt: 0, output: 1 }, eps: epsFromXHat0(alphaBar) ?? { xt: 0, output: 0 } };
    case 'v_prediction':
      return { xHat0: { xt: signal, output: -noise }, eps: { xt: noise, output: signal } };
  }
}

/** ε̂ from x_t and x̂_0 (in `output`'s place), null where x_t holds no noise. */
export function epsFromXHat0(alphaBar: number): { xt: number; output: number } | null {
  const noise = Math.sqrt(1 - alphaBar);
  return noise === 0 ? null : { xt: 1 / noise, output: -Math.sqrt(alphaBar) / noise };
}
