/** 532 → "532", 18 032 → "18.0 k", 1 475 185 → "1.48 M". */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  return count < 1e6 ? `${(count / 1000).toFixed(count < 1e5 ? 1 : 0)} k` : `${(count / 1e6).toFixed(2)} M`;
}

/** Digits in groups of three, from five digits on: 1,475,185. */
export const formatWhole = (count: number): string =>
  count < 10_000 ? String(count) : count.toLocaleString('en');

/** Three digits, whatever the size: 0.0213, 4.67, 367. */
export const formatThree = (x: number): string =>
  !Number.isFinite(x) ? '–' : Math.abs(x) >= 100 ? x.toFixed(0) : x.toPrecision(3);

/** A share as percents; small ones with two digits that count. */
export const formatPercent = (share: number): string =>
  (100 * share).toFixed(share === 0 || share >= 0.1 ? 1 : 2);

/** A standard error: two digits, 2.6 or 0.45, and one below 0.1, so that it is no finer than what it belongs to. */
export const formatError = (x: number): string => {
  if (!(x > 0) || x >= 9.95) return formatThree(x);
  return x.toPrecision(x < 0.095 ? 1 : 2);
};
