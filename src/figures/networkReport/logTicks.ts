/** The values 1, 2 and 5 times powers of ten inside a domain; only the powers where that would be too many. */
export function logTicks([low, high]: readonly [number, number], most = 8): number[] {
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const inside = (factors: readonly number[]) =>
    decades
      .flatMap((decade) => factors.map((factor) => Number(`${factor}e${decade}`)))
      .filter((value) => value >= low && value <= high);
  const all = inside([1, 2, 5]);
  return all.length <= most ? all : inside([1]);
}

/** A domain that holds the values, with a share of a factor free at both ends. */
export function logDomain(values: readonly number[], margin = 1.25): [number, number] {
  const positive = values.filter((value) => value > 0);
  return [Math.min(...positive) / margin, Math.max(...positive) * margin];
}

/** Plain decimals, as long as they need to be: 0.001, 0.5, 20. */
export const formatTick = (value: number): string =>
  value >= 1 ? String(value) : value.toFixed(Math.ceil(-Math.log10(value) - 1e-9));
