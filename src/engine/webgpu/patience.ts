import { ModelError } from '../modelError.ts';

/** A driver that hangs says nothing; one that is only slow ends something within this time. */
const SILENT_SECONDS = 60;

/**
 * Waits for what a driver does: f(work) is `work`, or rejects once nothing given to f has ended for SILENT_SECONDS. Seconds
 * are counted one by one, so that a computer that slept is not taken for a driver that hangs.
 * @throws ModelError 'backend-unavailable'
 */
export function patience(): <T>(work: Promise<T>) => Promise<T> {
  const waiting = new Set<(reason: ModelError) => void>();
  let silent = 0;
  let clock: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(clock);
    clock = undefined;
  };
  const tick = () => {
    silent++;
    if (silent < SILENT_SECONDS) return;
    const reason = `the driver did not answer for ${SILENT_SECONDS} s`;
    for (const giveUp of waiting)
      giveUp(new ModelError('backend-unavailable', { backend: 'webgpu', reason }));
    waiting.clear();
    stop();
  };
  return async (work) => {
    let giveUp!: (reason: ModelError) => void;
    const tooLong = new Promise<never>((_, reject) => (giveUp = reject));
    clock ??= setInterval(tick, 1000);
    waiting.add(giveUp);
    try {
      return await Promise.race([work, tooLong]);
    } finally {
      silent = 0;
      waiting.delete(giveUp);
      if (waiting.size === 0) stop();
    }
  };
}
