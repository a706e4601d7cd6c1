/**
 * The value below which a share of the values lies, straight between two neighbours (Hyndman & Fan 1996, type 7, what
 * NumPy and R do). NaN of nothing.
 * @param share 0 … 1
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  // Not a weighted sum where the place is a value's own: 0 · ∞ is no number.
  return below === above
    ? (sorted[below] ?? NaN)
    : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** max|Δ| / max|reference|; not a number where a value is none. */
export function relativeDifference(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return NaN;
  let [largest, apart] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    largest = Math.max(largest, Math.abs(reference[i]));
    apart = Math.max(apart, Math.abs(values[i] - reference[i]));
  }
  return apart / largest;
}
