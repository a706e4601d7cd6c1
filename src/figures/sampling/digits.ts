/** What the network can be asked for: a digit, or any. */
export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'none'] as const;
export type Digit = (typeof DIGITS)[number];

/** What the network's class embedding is told. */
export const labelOf = (digit: Digit): number | null => (digit === 'none' ? null : Number(digit));
