/** max|Δ| / max|reference|; Infinity where a number is missing or NaN. */
export function relativeError(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length) return Infinity;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < reference.length; i++) {
    // Not Math.max alone: a NaN must not look like a zero.
    const delta = Math.abs(actual[i] - reference[i]);
    difference = Number.isNaN(delta) ? Infinity : Math.max(difference, delta);
    largest = Math.max(largest, Math.abs(reference[i]));
  }
  return difference / largest;
}
