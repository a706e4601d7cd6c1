import { describe, expect, it } from 'vitest';
import { roundsFor, stepsPerBlock, trialsFor, turns } from './effort.ts';
import { usualEffort } from './options.ts';

describe('how long is measured', () => {
  it('a block holds what fits, from two steps to as many as a chunk', () => {
    const effort = { ...usualEffort, blockMilliseconds: 150 };
    expect([10_000, 80, 15, 0.01].map((step) => stepsPerBlock(step, effort))).toEqual([2, 2, 10, 64]);
    expect([80, 15, 0.01].map((step) => stepsPerBlock(step, { ...effort, fewestSteps: 20 }))).toEqual([
      20, 20, 64,
    ]);
  });

  it('of several ways each is tried three times, a long block once', () => {
    expect([1, 5000, 5001].map((block) => trialsFor(block, 2))).toEqual([3, 3, 1]);
    expect(trialsFor(1, 1)).toBe(1);
  });

  it('the slowest engine decides the rounds', () => {
    const effort = { ...usualEffort, fewestRounds: 3, mostRounds: 21, engineMilliseconds: 6000 };
    expect(roundsFor([10, 500, 100], effort)).toBe(12);
    expect(roundsFor([10], effort)).toBe(21);
    expect(roundsFor([60_000], effort)).toBe(3);
  });
});

describe('turns', () => {
  it('give everyone one turn a round, and another place in the next round', () => {
    const order = [...turns(['a', 'b', 'c'], 4)].map(({ contender }) => contender).join('');
    expect(order).toBe('abcbcacababc');
    expect([...turns(['a', 'b'], 2)].map(({ round }) => round)).toEqual([0, 0, 1, 1]);
    expect([...turns([], 3)]).toEqual([]);
  });
});
