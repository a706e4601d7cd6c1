/** Minutes that a run may take, from when it began; without a number there is no end. */
export function budgetOf(minutes, now = () => performance.now()) {
  const end = minutes === undefined ? Infinity : now() + 60_000 * minutes;
  return { left: () => end - now(), isOver: () => now() >= end };
}
