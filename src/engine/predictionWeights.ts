import type { PredictionType } from './schedulerConfig.ts';

/**
 * A number as rest · (x_t − y) + y · ofY, where y is what the network said, or x̂_0. At a large t an ε-network says nearly
 * x_t itself, and x̂_0 is the small rest, taken 1/√ᾱ times, up to 160: as a difference of two large products it has lost
 * two digits of float32, while x_t − y loses none. The same at a small t, where ε̂ is the rest beside x̂_0.
 */
export interface RestWeights {
  rest: number;
  ofY: number;
}

/** x̂_0 and ε̂ from x_t and the network's output. */
export interface PredictionWeights {
  xHat0: RestWeights;
  eps: RestWeights;
}

/**
 * How to read a network's output, from x_t = √ᾱ x_0 + √(1-ᾱ) ε (Ho et al. 2020, (4)) and, for v = √ᾱ ε - √(1-ᾱ) x_0,
 * Salimans & Ho 2022, Appendix D. ᾱ in [0, 1]; at ᾱ = 1 an x̂_0-network says nothing about ε, and ε̂ is 0. At ᾱ = 0
 * an ε-network says nothing about x_0: such a schedule is refused with such a network (schedulerConfig.ts).
 */
export function predictionWeights(type: PredictionType, alphaBar: number): PredictionWeights {
  const signal = Math.sqrt(alphaBar);
  const noise = Math.sqrt(1 - alphaBar);
  const itself = { rest: 0, ofY: 1 };
  switch (type) {
    case 'epsilon':
      // (1 − √(1-ᾱ))/√ᾱ, with the same cancellation taken out.
      return { xHat0: { rest: 1 / signal, ofY: signal / (1 + noise) }, eps: itself };
    case 'sample':
      return { xHat0: itself, eps: epsFromXHat0(alphaBar) ?? { rest: 0, ofY: 0 } };
    case 'v_prediction':
      return { xHat0: { rest: signal, ofY: signal - noise }, eps: { rest: noise, ofY: noise + signal } };
  }
}

/** ε̂ from x_t and y = x̂_0, null where x_t holds no noise. */
export function epsFromXHat0(alphaBar: number): RestWeights | null {
  const noise = Math.sqrt(1 - alphaBar);
  return noise === 0 ? null : { rest: 1 / noise, ofY: noise / (1 + Math.sqrt(alphaBar)) };
}
