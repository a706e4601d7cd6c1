/** A whole number as an index, for places that cannot hold TeX: 12 → ₁₂. */
export const subscript = (index: number): string =>
  [...String(index)].map((digit) => String.fromCodePoint(0x2080 + Number(digit))).join('');
