/**
 * The picture sets, each under a seed of its own, so that no picture of one is drawn with the random numbers of another.
 * Networks learn from `train` alone and are measured on `test`. Use any other seed for pictures of no set.
 */
export const sets = {
  train: { seed: 20261101, count: 60000 },
  test: { seed: 20261102, count: 24000 },
} as const;

export type SetName = keyof typeof sets;
