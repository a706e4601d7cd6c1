const MINUS = '−';

/** A number for reading: four decimals, three digits where it is small, powers of ten where it is tiny or huge. */
export function formatNumber(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return '–';
  const size = Math.abs(x);
  const text =
    size !== 0 && (size < 10 ** -digits * 5 || size >= 1e6)
      ? formatTiny(x)
      : size !== 0 && size < 0.1 && digits > 3
        ? x.toPrecision(3)
        : x.toFixed(size >= 1000 ? 1 : digits);
  return text.replace('-', MINUS);
}

/** One digit and a power of ten: 3e−16. */
export function formatTiny(x: number): string {
  return (x === 0 ? '0' : x.toExponential(0).replace('e+', 'e')).replaceAll('-', MINUS);
}
