/**
 * The bound of an autoencoder whose parts are Gaussians of several dimensions, from their means and covariances alone:
 * no path is drawn and no chain taken apart.
 */
type Matrix = readonly (readonly number[])[];

/** A^{-1} b and ln det A, for A symmetric and positive definite, by elimination. */
function eliminated(a: Matrix, b: readonly number[]): { solution: number[]; logDeterminant: number } {
  const rows = a.map((row, i) => [...row, b[i]]);
  let logDeterminant = 0;
  rows.forEach((pivot, k) => {
    logDeterminant += Math.log(pivot[k]);
    for (const row of rows.slice(k + 1)) {
      const factor = row[k] / pivot[k];
      for (let j = k; j < row.length; j++) row[j] -= factor * pivot[j];
    }
  });
  const n = rows.length;
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const known = solution.reduce((sum, x, j) => sum + (j > i ? rows[i][j] * x : 0), 0);
    solution[i] = (rows[i][n] - known) / rows[i][i];
  }
  return { solution, logDeterminant };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

/** KL(N(mean, covariance) ‖ N(0, other)) in nats. */
export function klToCentred(mean: readonly number[], covariance: Matrix, other: Matrix): number {
  const trace = covariance.reduce((sum, column, i) => sum + eliminated(other, column).solution[i], 0);
  const distance = dot(mean, eliminated(other, mean).solution);
  const logs = eliminated(other, mean).logDeterminant - eliminated(covariance, mean).logDeterminant;
  return 0.5 * (trace + distance - mean.length + logs);
}

/**
 * E[−ln p(x_0 | z)] for z ~ N(mean, covariance), where (x_0, z) ~ N(0, joint) under p: the first row of `joint` is x_0's.
 */
export function reconstruction(
  x0: number,
  mean: readonly number[],
  covariance: Matrix,
  joint: Matrix,
): number {
  const [[own, ...cross], ...rest] = joint;
  const weights = eliminated(
    rest.map((row) => row.slice(1)),
    cross,
  ).solution;
  const variance = own - dot(weights, cross);
  const spread = dot(
    weights,
    covariance.map((row) => dot(row, weights)),
  );
  const error = (x0 - dot(weights, mean)) ** 2 + spread;
  return 0.5 * (Math.log(2 * Math.PI * variance) + error / variance);
}
