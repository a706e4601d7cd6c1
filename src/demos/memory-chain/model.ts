/** Three steps x_0 → x_1 → x_2 → x_3, Gaussian and linear, with a memory of two steps that can be switched on. */
import { makeRng } from '../../math/rng.ts';

export interface Chain {
  /** What the step adds in variance: x_t = √(1−β) x_{t−1} + memory · x_{t−2} + √β z. */
  beta: number;
  /** The factor on x_{t−2}; 0 is the Markov chain of Ho et al. 2020, (2). It first acts at t = 2. */
  memory: number;
  x0: number;
}

/** E[x_1], E[x_2], E[x_3] given x_0, at index 1 … 3. */
export function meansOf({ beta, memory, x0 }: Chain): number[] {
  const factor = Math.sqrt(1 - beta);
  const means = [x0, factor * x0];
  for (let t = 2; t <= 3; t++) means.push(factor * means[t - 1] + memory * means[t - 2]);
  return means;
}

/** Each x_t − E[x_t] as a combination of z_1, z_2, z_3; their products are the covariances given x_0. */
function loadingsOf({ beta, memory }: Chain): number[][] {
  const factor = Math.sqrt(1 - beta);
  const rows = [[0, 0, 0]];
  for (let t = 1; t <= 3; t++)
    rows.push(
      [0, 1, 2].map(
        (k) =>
          factor * rows[t - 1][k] +
          (t >= 2 ? memory * rows[t - 2][k] : 0) +
          (k === t - 1 ? Math.sqrt(beta) : 0),
      ),
    );
  return rows;
}

/** Cov(x_j, x_k | x_0). */
export function covarianceOf(chain: Chain, j: number, k: number): number {
  const rows = loadingsOf(chain);
  return rows[j].reduce((sum, value, i) => sum + value * rows[k][i], 0);
}

/** The correlation of x_3 and x_1 once x_2 (and x_0) is known: 0 exactly when the chain is Markov. */
export function correlationGivenMiddle(chain: Chain): number {
  const c = (j: number, k: number) => covarianceOf(chain, j, k);
  const left = (j: number, k: number) => c(j, k) - (c(j, 2) * c(2, k)) / c(2, 2);
  return left(3, 1) / Math.sqrt(left(3, 3) * left(1, 1));
}

/**
 * How far q(x_{1:3} | x_0) is from q(x_1 | x_0) q(x_2 | x_1) q(x_3 | x_2), in nats: the mean log-ratio, which is the
 * information that x_1 still holds about x_3 once x_2 is known, −½ ln(1 − ρ²).
 */
export const lossOfFactorising = (chain: Chain): number =>
  -0.5 * Math.log1p(-(correlationGivenMiddle(chain) ** 2));

/** q(x_3 | x_2, x_1): what the next step really is. */
export const nextGivenBoth = ({ beta, memory }: Chain, x2: number, x1: number) => ({
  mean: Math.sqrt(1 - beta) * x2 + memory * x1,
  variance: beta,
});

/** q(x_3 | x_2): all that a product of single steps may use. x_1 is averaged over. */
export function nextGivenLast(chain: Chain, x2: number) {
  const means = meansOf(chain);
  const slope = covarianceOf(chain, 3, 2) / covarianceOf(chain, 2, 2);
  return {
    mean: means[3] + slope * (x2 - means[2]),
    variance: covarianceOf(chain, 3, 3) - slope * covarianceOf(chain, 3, 2),
  };
}

/** n seeded chains, [x_1, x_2, x_3] each. */
export function drawChains({ beta, memory, x0 }: Chain, seed: number, n: number): number[][] {
  const rng = makeRng(seed);
  const factor = Math.sqrt(1 - beta);
  return Array.from({ length: n }, () => {
    const x1 = factor * x0 + Math.sqrt(beta) * rng.gaussian();
    const x2 = factor * x1 + memory * x0 + Math.sqrt(beta) * rng.gaussian();
    return [x1, x2, factor * x2 + memory * x1 + Math.sqrt(beta) * rng.gaussian()];
  });
}

export interface Measured {
  /** What is left of x_1 and of x_3 once each is predicted from x_2, as well as a line can. */
  rests: { x1: number[]; x3: number[] };
  correlation: number;
  /** 95 per cent interval, by Fisher's transformation. */
  low: number;
  high: number;
}

const restOf = (y: number[], x: number[]): number[] => {
  const mean = (v: number[]) => v.reduce((a, b) => a + b) / v.length;
  const [my, mx] = [mean(y), mean(x)];
  const slope =
    x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i] - my), 0) /
    x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
  return y.map((yi, i) => yi - my - slope * (x[i] - mx));
};

/** The correlation of x_1 and x_3 given x_2 among drawn chains: no formula of the chain is used. */
export function measure(chains: number[][]): Measured {
  const column = (k: number) => chains.map((chain) => chain[k]);
  const rests = { x1: restOf(column(0), column(1)), x3: restOf(column(2), column(1)) };
  const dot = (a: number[], b: number[]) => a.reduce((sum, ai, i) => sum + ai * b[i], 0);
  const correlation = dot(rests.x1, rests.x3) / Math.sqrt(dot(rests.x1, rests.x1) * dot(rests.x3, rests.x3));
  const half = 1.96 / Math.sqrt(chains.length - 4);
  const z = Math.atanh(correlation);
  return { rests, correlation, low: Math.tanh(z - half), high: Math.tanh(z + half) };
}
