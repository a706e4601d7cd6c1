import type { PredictionType } from './schedulerConfig.ts';

/**
 * A number as ofX · x_t + ofY · y + ofRest · (x_t − y), where y is what the network said, or x̂_0. At a large t an ε-network
 * says nearly x_t itself, and x̂_0 is the small rest, taken 1/√ᾱ times, up to 160: as a difference of two large products it
 * has lost two digits of float32, while x_t − y loses none. The same at a small t, where ε̂ is the rest beside x̂_0.
 */
export interface RestWeights {
  ofX: number;
  ofY: number;
  ofRest: number;
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
  const itself = { ofX: 0, ofY: 1, ofRest: 0 };
  switch (type) {
    case 'epsilon':
      return { xHat0: restOf(signal, noise), eps: itself };
    case 'sample':
      return { xHat0: itself, eps: epsFromXHat0(alphaBar) ?? { ofX: 0, ofY: 0, ofRest: 0 } };
    case 'v_prediction':
      return {
        xHat0: { ofX: signal, ofY: -noise, ofRest: 0 },
        eps: { ofX: noise, ofY: signal, ofRest: 0 },
      };
  }
}

/** ε̂ from x_t and y = x̂_0, null where x_t holds no noise. */
export function epsFromXHat0(alphaBar: number): RestWeights | null {
  const noise = Math.sqrt(1 - alphaBar);
  return noise === 0 ? null : restOf(noise, Math.sqrt(alphaBar));
}

/**
 * (x_t − b y)/a for a² + b² = 1. Where b is the larger one, b y is nearly y and is not subtracted as a product:
 * x_t − b y = (x_t − y) + (1 − b) y, and (1 − b)/a = a/(1 + b).
 */
const restOf = (a: number, b: number): RestWeights =>
  a > b ? { ofX: 1 / a, ofY: -b / a, ofRest: 0 } : { ofX: 0, ofY: a / (1 + b), ofRest: 1 / a };

/** In float64; where numbers are float32, x_t − y must not be taken from a y that was rounded. */
export const weighted = ({ ofX, ofY, ofRest }: RestWeights, xt: number, y: number): number =>
  ofX * xt + ofY * y + ofRest * (xt - y);
