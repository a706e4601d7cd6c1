/** Squared error of a curve that is one number on each column, and its smallest value. */

export interface Place {
  x: number;
  y: number;
}

export const placesOf = (flat: readonly number[]): Place[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i], y: flat[2 * i + 1] }));

const binOf = (x: number, bins: number) => Math.min(bins - 1, Math.max(0, Math.floor(x)));

/** The mean of y on each column [k, k+1); null where there is no point: any guess is as good there. */
export function conditionalMeans(places: readonly Place[], bins: number): (number | null)[] {
  return Array.from({ length: bins }, (_, k) => {
    const here = places.filter(({ x }) => binOf(x, bins) === k);
    return here.length === 0 ? null : here.reduce((sum, { y }) => sum + y, 0) / here.length;
  });
}

/** E (y − f(x))² over the points. */
export const squaredError = (places: readonly Place[], levels: readonly number[]): number =>
  places.reduce((sum, { x, y }) => sum + (y - levels[binOf(x, levels.length)]) ** 2, 0) / places.length;

/** E (m(x) − f(x))²: what the guess costs over the conditional mean. */
export function excess(places: readonly Place[], levels: readonly number[]): number {
  const means = conditionalMeans(places, levels.length);
  return (
    places.reduce((sum, { x }) => {
      const bin = binOf(x, levels.length);
      return sum + (means[bin]! - levels[bin]) ** 2;
    }, 0) / places.length
  );
}
