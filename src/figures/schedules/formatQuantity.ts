const withMinus = (text: string) => text.replace('e+', 'e').replaceAll('-', '−');

/** A number of a schedule with three digits that count: 0.630, 9.21, 4.0e−5; ∞ before any noise. */
export function formatQuantity(x: number): string {
  if (x === Infinity) return '∞';
  if (!Number.isFinite(x)) return '–';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 1e4)) return withMinus(x.toExponential(1));
  return withMinus(size >= 100 ? x.toFixed(0) : x.toPrecision(3));
}

/** A number that someone set: four digits at most, without trailing zeros. */
export function formatSetting(x: number): string {
  const short = Number(x.toPrecision(4));
  return withMinus(short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short));
}
