import type { Work, WorkPhase } from './useWork.ts';

/** In this order the phases of several works are told as one. */
const ORDER: readonly WorkPhase[] = ['failed', 'running', 'paused', 'waiting', 'cancelled', 'done'];

/** Several works as one, for one bar: paused, ended and begun again together. */
export function combinedWork(works: readonly Work<unknown>[]): Work<null> {
  return {
    latest: null,
    phase: ORDER.find((phase) => works.some((work) => work.phase === phase)) ?? 'done',
    pause: () => works.forEach((work) => work.pause()),
    resume: () => works.forEach((work) => work.resume()),
    cancel: () => works.forEach((work) => work.cancel()),
    restart: () => works.forEach((work) => work.restart()),
  };
}
