import { longestChunk } from '../engine/sampler.ts';
import type { Effort } from './options.ts';

/** More do not fit into an engine's tables. */
const mostSteps = longestChunk;

/** Steps of one block of an engine that takes so many milliseconds a step. */
export const stepsPerBlock = (stepMilliseconds: number, effort: Effort): number =>
  Math.min(mostSteps, Math.max(effort.fewestSteps, Math.round(effort.blockMilliseconds / stepMilliseconds)));

/** A block of so many milliseconds needs no second trial: what disturbs it is short beside it. */
const longTrial = 5000;

/** How often a way of an engine is tried before one of its ways is taken: the best trial counts. */
export const trialsFor = (blockMilliseconds: number, ways: number): number =>
  ways > 1 && blockMilliseconds <= longTrial ? 3 : 1;

/** Rounds for engines whose blocks take so many milliseconds. */
export const roundsFor = (blocks: readonly number[], effort: Effort): number =>
  Math.max(
    effort.fewestRounds,
    Math.min(effort.mostRounds, Math.floor(effort.engineMilliseconds / Math.max(...blocks))),
  );

/** In every round each contender has one turn, and the order turns by one: whoever is after whom changes. */
export function* turns<T>(
  contenders: readonly T[],
  rounds: number,
): Generator<{ round: number; contender: T }> {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < contenders.length; i++) {
      yield { round, contender: contenders[(i + round) % contenders.length] };
    }
  }
}
