import { describe, expect, it } from 'vitest';
import { parseUnetConfig } from '../engine/config.ts';
import type { BenchEvent, BenchOptions } from './index.ts';
import { randomNetwork, runBench } from './index.ts';

const config = parseUnetConfig({
  _class_name: 'UNet2DModel',
  sample_size: 8,
  in_channels: 3,
  out_channels: 3,
  block_out_channels: [8, 8],
  layers_per_block: 1,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
  up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
  attention_head_dim: null,
  norm_num_groups: 4,
  num_class_embeds: 3,
});
const small = { id: 'small', folder: () => Promise.resolve(randomNetwork(config)) };
const options: BenchOptions = {
  networks: [small],
  batches: [1, 2],
  engines: ['ours', 'onnxruntime-web'],
  gpu: null,
  onnxruntime: new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url).href,
  threads: 1,
  browser: 'Node',
  commit: 'abc',
  date: new Date(0),
  effort: { mostRounds: 3, blockMilliseconds: 5, engineMilliseconds: 200 },
};

async function eventsOf(more: Partial<BenchOptions> = {}): Promise<BenchEvent[]> {
  const events: BenchEvent[] = [];
  for await (const event of runBench({ ...options, ...more })) events.push(event);
  return events;
}

describe('the benchmark where there is no GPU', () => {
  // A busy machine takes half a minute to compile the peer's 14 MB.
  it(
    'times our WebAssembly beside onnxruntime-web’s, and both say the same',
    { timeout: 180_000 },
    async () => {
      const events = await eventsOf();
      const last = events[events.length - 1];
      if (last.kind !== 'end') throw new Error('no report');
      const { rows, failed, roofline, ...environment } = last.report;
      expect(failed).toEqual([]);
      expect(rows.map(({ batch, engine }) => `${batch} ${engine}`)).toEqual([
        '1 ours',
        '1 onnxruntime-web',
        '2 ours',
        '2 onnxruntime-web',
      ]);
      for (const row of rows) {
        expect(row).toMatchObject({
          net: 'small',
          backend: 'wasm',
          variant: '1 thread',
          js_ms: null,
          rounds: 3,
        });
        expect(row.step_ms).toBeGreaterThan(0);
        expect(row.p95_ms).toBeGreaterThanOrEqual(row.step_ms);
        expect(row.steps).toBeGreaterThanOrEqual(2);
      }
      expect(rows[0].parity).toBeNull();
      expect(rows[1].parity).toBeGreaterThan(0);
      expect(rows[3].parity).toBeLessThan(1e-5);
      expect(roofline.map(({ batch, bound_ms }) => [batch, bound_ms])).toEqual([
        [1, null],
        [2, null],
      ]);
      expect(environment).toEqual({
        adapter: 'none',
        software: false,
        features: [],
        browser: 'Node',
        threads: 1,
        date: '1970-01-01T00:00:00.000Z',
        commit: 'abc',
      });
    },
  );

  it('leaves out what is too much for a CPU unless it is asked for, says so, and tells how far it is', async () => {
    // More pictures than anybody computes here, of which the plan alone is made.
    const events = await eventsOf({ batches: [1, 200_000], engines: ['ours'] });
    const batches = events.flatMap((event) => (event.kind === 'row' ? [event.row.batch] : []));
    expect(batches).toEqual([1]);
    const failed = events.flatMap((event) => (event.kind === 'failed' ? [event.failure] : []));
    expect(failed).toMatchObject([
      { net: 'small', batch: 200_000, engine: 'ours', backend: 'wasm', code: 'too-heavy' },
    ]);
    const last = events[events.length - 1];
    expect(last.kind === 'end' && last.report.failed).toEqual(failed);
    const progress = events.flatMap((event) => (event.kind === 'progress' ? [event] : []));
    expect(progress[0].done).toBe(0);
    const steps = progress.map(({ doing }) => doing.step);
    expect([...new Set(steps)]).toEqual([
      'network',
      'reference',
      'load',
      'open',
      'warm',
      'parity',
      'trial',
      'round',
      'report',
    ]);
    expect(progress[progress.length - 1].done).toBe(progress[0].total);
    expect(events[0].kind).toBe('environment');
  });
});
