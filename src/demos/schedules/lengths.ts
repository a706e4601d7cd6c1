/** Lengths of a schedule that a slider steps through: all of two figures, 10, 11, …, 99, 100, 110, …, 4000. */

export const LONGEST = 4000;

/** The i-th, from 0. */
export const lengthAt = (i: number): number => (10 + (i % 90)) * 10 ** Math.floor(i / 90);

/** Where a length of at least 10 stands among them; for one of more figures, the nearest. */
export function indexOfLength(T: number): number {
  const zeros = String(T).length - 2;
  return 90 * zeros + Math.round(T / 10 ** zeros) - 10;
}
