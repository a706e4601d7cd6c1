/**
 * Counts turns of a clock in which nobody said anything. Turns, not time: a machine that was asleep, or a hidden page whose
 * clock is held back, has not been waiting.
 * @param most turns until it is too long
 */
export function watchSilence(most: number): { heard(): void; isTooLong(): boolean } {
  let turns = 0;
  return {
    heard: () => void (turns = 0),
    /** To be asked once a turn. */
    isTooLong: () => ++turns > most,
  };
}
