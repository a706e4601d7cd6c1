/** What is left of a picture in x_T, and how many x_T must be averaged before it shows. */
import { snr } from '../../math/schedules.ts';

export interface Average {
  /** The factor on x_0. */
  signal: number;
  /** The deviation of the noise. */
  deviation: number;
}

/**
 * The mean of n independent x_T of one picture: √ᾱ_T x_0 plus noise of variance (1−ᾱ_T)/n. Independent Gaussians add
 * up to one Gaussian, so the mean is drawn from its own law at once, and n may be as large as you like.
 */
export const averageOfDraws = (alphaBarT: number, n: number): Average => ({
  signal: Math.sqrt(alphaBarT),
  deviation: Math.sqrt((1 - alphaBarT) / n),
});

/** The same average, brightened so that its mean square is 1 where the picture's is. */
export function brightened({ signal, deviation }: Average): Average {
  const size = Math.hypot(signal, deviation);
  return { signal: signal / size, deviation: deviation / size };
}

/** How many x_T must be averaged before the picture is as strong as the noise: 1/SNR_T. */
export const drawsToEqual = (alphaBarT: number): number => 1 / snr(alphaBarT);

/**
 * In how many standard deviations a single x_T tells this picture from no picture at all, for one who looks for exactly
 * this one (the projection of x_T on x_0): √SNR_T ‖x_0‖.
 */
export function evidenceInOne(alphaBarT: number, x0: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < x0.length; i++) squares += x0[i] ** 2;
  return Math.sqrt(snr(alphaBarT) * squares);
}

/** The correlation, over all values, of the picture with signal·x_0 + deviation·ε. */
export function correlationWith(
  x0: Float32Array,
  noise: Float32Array,
  { signal, deviation }: Average,
): number {
  const n = x0.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x0[i] / n;
    meanY += (signal * x0[i] + deviation * noise[i]) / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const x = x0[i] - meanX;
    const y = signal * x0[i] + deviation * noise[i] - meanY;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xy / Math.sqrt(xx * yy);
}
