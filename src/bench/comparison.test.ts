import { describe, expect, it } from 'vitest';
import { parseUnetConfig } from '../engine/config.ts';
import { compared, probe, type ComparisonEvent } from './comparison.ts';
import type { Contender, Entrant, Job } from './contender.ts';
import { randomNetwork } from './networks.ts';
import { usualEffort } from './options.ts';

const folder = randomNetwork(
  parseUnetConfig({
    _class_name: 'UNet2DModel',
    sample_size: 4,
    in_channels: 1,
    out_channels: 1,
    block_out_channels: [4],
    layers_per_block: 1,
    down_block_types: ['DownBlock2D'],
    up_block_types: ['UpBlock2D'],
    norm_num_groups: 2,
    attention_head_dim: null,
  }),
);

/** Time passes only while somebody takes steps. */
function stage() {
  let clock = 0;
  const log: string[] = [];
  const job: Job = { folder, batch: 1, now: () => clock };
  const reference = probe(job).xt;
  /** @param says added to the reference engine's answer */
  const entrant = (
    name: string,
    millisecondsAStep: number,
    says = 0,
    more: Partial<Contender> = {},
  ): Entrant => ({
    engine: 'onnxruntime-web',
    backend: 'wasm',
    variant: name,
    open: () => {
      clock += 100;
      return Promise.resolve({
        block(steps) {
          log.push(name);
          clock += steps * millisecondsAStep;
          return Promise.resolve(steps * 0.25);
        },
        predict: () => Promise.resolve(reference.map((value) => value + says)),
        close: () => void log.push(`close ${name}`),
        ...more,
      });
    },
  });
  const run = async (entrants: Entrant[], signal?: AbortSignal) => {
    const events: ComparisonEvent[] = [];
    const effort = { ...usualEffort, fewestRounds: 2, mostRounds: 2, blockMilliseconds: 100 };
    const comparison = { net: 'tiny', job, effort, gpu: null, reference, signal };
    for await (const event of compared(entrants, comparison)) events.push(event);
    const rows = events.flatMap((event) => (event.kind === 'row' ? [event.row] : []));
    const failed = events.flatMap((event) => (event.kind === 'failed' ? [event.failure] : []));
    return { rows, failed };
  };
  const wait = (milliseconds: number) => void (clock += milliseconds);
  return { entrant, run, log, wait, largest: Math.max(...reference.map(Math.abs)) };
}

const named = (entrant: Entrant, engine: Entrant['engine']): Entrant => ({ ...entrant, engine });

describe('engines beside each other', () => {
  it('take turns, and a row says what a step took', async () => {
    const { entrant, run, log } = stage();
    const { rows, failed } = await run([named(entrant('a', 10), 'tfjs'), entrant('b', 20)]);
    expect(failed).toEqual([]);
    expect(rows).toMatchObject([
      { engine: 'tfjs', step_ms: 10, p95_ms: 10, js_ms: 0.25, parity: 0, cold_ms: 110, steps: 10, rounds: 2 },
      { engine: 'onnxruntime-web', step_ms: 20, js_ms: 0.25, cold_ms: 120, steps: 5, dispatches: null },
    ]);
    // After the blocks of each alone: in turn, and the other way round.
    expect(log.slice(-6)).toEqual(['a', 'b', 'b', 'a', 'close a', 'close b']);
  });

  it('a cold start begins when the code is there, and code that does not come refuses one engine', async () => {
    const { entrant, run, log, wait } = stage();
    const loading: Entrant = {
      ...entrant('slow to load', 10),
      load: () => {
        wait(5000);
        log.push('load');
        return Promise.resolve();
      },
    };
    const missing: Entrant = {
      ...named(entrant('missing', 10), 'tfjs'),
      load: () => Promise.reject(new Error('404')),
    };
    const { rows, failed } = await run([loading, missing]);
    expect(log[0]).toBe('load');
    expect(log).not.toContain('missing');
    expect(rows).toMatchObject([{ variant: 'slow to load', cold_ms: 110, step_ms: 10 }]);
    expect(failed).toMatchObject([{ engine: 'tfjs', code: 'error', reason: '404' }]);
  });

  it('an engine that says something else is refused, with how far it is off', async () => {
    const { entrant, run, log, largest } = stage();
    const { rows, failed } = await run([
      entrant('wrong', 1, 0.1),
      entrant('none', 1, NaN),
      entrant('near', 1, 1e-4),
    ]);
    expect(rows.map(({ variant }) => variant)).toEqual(['near']);
    expect(rows[0].parity).toBeGreaterThan(0);
    expect(failed.map(({ variant }) => variant)).toEqual(['wrong', 'none']);
    expect(failed).toMatchObject([
      { code: 'other-answer', reason: expect.stringMatching(/^max\|Δ\|\/max\|ref\| = \d\.\de-2$/) },
      { code: 'no-number', parity: null },
    ]);
    expect(failed[0].parity).toBeCloseTo(0.1 / largest, 2);
    expect(log).toContain('close wrong');
  });

  it('of one engine’s ways the fastest stays', async () => {
    const { entrant, run, log } = stage();
    const ways = [entrant('slow', 9), entrant('fast', 3), entrant('middle', 5)];
    const { rows } = await run([...ways, named(entrant('other', 4), 'tfjs')]);
    expect(rows.map(({ variant }) => variant)).toEqual(['fast', 'other']);
    expect(log).toContain('close slow');
    expect(log).toContain('close middle');
    expect(rows.map(({ tried }) => tried)).toEqual([
      [
        { variant: 'slow', step_ms: 9 },
        { variant: 'fast', step_ms: 3 },
        { variant: 'middle', step_ms: 5 },
      ],
      [],
    ]);
  });

  it('a way that something disturbs twice is still taken for what its third trial says', async () => {
    const { entrant, run, wait } = stage();
    // Cold, warm, the block that is counted, then three trials.
    const taken = [3, 3, 3, 20, 20, 3, 3, 3];
    const disturbed = entrant('disturbed', 3, 0, {
      block: (steps) => Promise.resolve(wait(steps * taken.shift()!)).then(() => null),
    });
    const { rows } = await run([entrant('steady', 5), disturbed]);
    expect(rows).toMatchObject([{ variant: 'disturbed', step_ms: 3 }]);
    expect(taken).toEqual([]);
  });

  it('a way whose block is long is tried once', async () => {
    const { entrant, run, log } = stage();
    await run([entrant('long', 3000), entrant('short', 5)]);
    // Cold, warm, and the block that is counted.
    expect(log.filter((name) => name === 'long')).toHaveLength(3);
  });

  it('one that breaks does not stop the others', async () => {
    const { entrant, run } = stage();
    let calls = 0;
    const breaking = entrant('breaking', 5, 0, {
      block: () => (++calls > 4 ? Promise.reject(new Error('lost')) : Promise.resolve(null)),
    });
    const absent: Entrant = { ...entrant('absent', 1), open: () => Promise.reject(new Error('not here')) };
    const { rows, failed } = await run([named(breaking, 'tfjs'), absent, entrant('well', 5)]);
    expect(rows.map(({ variant }) => variant)).toEqual(['well']);
    expect(failed.map(({ code, reason }) => [code, reason])).toEqual([
      ['error', 'not here'],
      ['error', 'lost'],
    ]);
  });

  it('stops when it is told to, and closes everything', async () => {
    const { entrant, run, log } = stage();
    const stop = new AbortController();
    const stopping = entrant('stopping', 5, 0, {
      block: () => {
        stop.abort();
        return Promise.resolve(null);
      },
    });
    await expect(run([stopping, entrant('never', 1)], stop.signal)).rejects.toThrow(/abort/i);
    expect(log).toEqual(['close stopping']);
  });
});
