import type { Denoiser } from '../../engine/denoiser.ts';
import { benchRequest, type Contender, type Job } from '../contender.ts';

/** What times a run's steps, and says how long they took to issue. */
export type IssueClock = (work: () => Promise<void>) => Promise<number | null>;

/** Nothing waits for anything: the thread computes. */
export const noIssueClock: IssueClock = async (work) => {
  await work();
  return null;
};

/** An engine of ours: its runs are taken as a sampler takes them when no frame is wanted. */
export function denoiserContender(denoiser: Denoiser, job: Job, clock: IssueClock): Contender {
  const request = benchRequest(job);
  return {
    block: (steps) =>
      clock(async () => {
        const run = denoiser.begin(request);
        try {
          await run.take(steps, { every: false, isLast: false });
        } finally {
          run.dispose();
        }
      }),
    predict: async (asked) => (await denoiser.predict(asked)).eps,
    close: () => denoiser.dispose(),
  };
}
