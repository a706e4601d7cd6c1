/**
 * sin(2π·turns) by its Taylor series after folding into a quarter turn; error below 1e-11. `Math.sin` may differ in the last bit
 * from browser to browser, and one bit can decide whether a sample lies inside a shape.
 */
export function sine(turns: number): number {
  let t = turns - Math.round(turns);
  if (t > 0.25) t = 0.5 - t;
  if (t < -0.25) t = -0.5 - t;
  const x = 2 * Math.PI * t;
  let term = x;
  let sum = x;
  for (let k = 2; k <= 18; k += 2) {
    term *= (-x * x) / (k * (k + 1));
    sum += term;
  }
  return sum;
}

/** cos(2π·turns). */
export const cosine = (turns: number): number => sine(turns + 0.25);
