/** Euler's step numbers: 16 and its doublings. */
const FEWEST = 16;
const DOUBLINGS = 5;

/**
 * lim_{n→∞} Π_{k<n} factor(k, n) for Euler's method on a smooth linear ODE. The error of n steps is a power series
 * in 1/n, and each column of the table takes out its next term (Richardson).
 */
export function limitOfProducts(factor: (k: number, n: number) => number): number {
  let table = Array.from({ length: DOUBLINGS + 1 }, (_, doubling) => {
    const n = FEWEST * 2 ** doubling;
    let product = 1;
    for (let k = 0; k < n; k++) product *= factor(k, n);
    return product;
  });
  for (let power = 1; table.length > 1; power++) {
    const gain = 2 ** power;
    table = table.slice(1).map((finer, i) => (gain * finer - table[i]) / (gain - 1));
  }
  return table[0];
}
