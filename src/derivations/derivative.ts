/** The tableau's first step, its shrinking and its depth. */
const SHRINK = 1.6;
const DEPTH = 10;

/** Extrapolates even-order difference quotients d(h) to h = 0 and returns the estimate of least error (Ridders 1982). */
function extrapolate(quotient: (h: number) => number, h0: number): number {
  const rows: number[][] = [];
  let best = quotient(h0);
  let bestError = Infinity;
  let h = h0;
  rows.push([best]);
  for (let i = 1; i < DEPTH; i++) {
    h /= SHRINK;
    const row = [quotient(h)];
    let factor = SHRINK * SHRINK;
    for (let j = 1; j <= i; j++) {
      row.push((row[j - 1] * factor - rows[i - 1][j - 1]) / (factor - 1));
      factor *= SHRINK * SHRINK;
      const error = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - rows[i - 1][j - 1]));
      if (error <= bestError) [best, bestError] = [row[j], error];
    }
    rows.push(row);
  }
  return best;
}

/** f'(x) of a smooth f, to about 1e-9 of f's size; h0 is a step within which f is smooth. */
export const derivative = (f: (x: number) => number, x: number, h0: number): number =>
  extrapolate((h) => (f(x + h) - f(x - h)) / (2 * h), h0);

/** f''(x), likewise. */
export const secondDerivative = (f: (x: number) => number, x: number, h0: number): number => {
  const centre = f(x);
  return extrapolate((h) => (f(x + h) - 2 * centre + f(x - h)) / (h * h), h0);
};
