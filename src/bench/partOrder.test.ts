import { expect, it } from 'vitest';
import { tinyNetwork } from '../../tests/bench/tinyNetwork.ts';
import { runBench } from './index.ts';

it.each([
  [undefined, ['a × 1', 'a × 2', 'b × 1', 'b × 2']],
  [(net: string, batch: number) => (net === 'b' ? 2 : 1) * batch, ['a × 1', 'a × 2', 'b × 1', 'b × 2']],
  [(_: string, batch: number) => batch, ['a × 1', 'b × 1', 'a × 2', 'b × 2']],
  [(net: string, batch: number) => (net === 'b' ? 0 : batch), ['b × 1', 'b × 2', 'a × 1', 'a × 2']],
])('takes networks and batches in the order that is asked for', async (turnOf, order) => {
  const events = runBench({
    networks: ['a', 'b'].map((id) => ({ id, folder: () => Promise.resolve(tinyNetwork()) })),
    batches: [1, 2],
    turnOf,
    // No engine of ours computes there, so nothing is timed.
    backends: ['cpu'],
    engines: ['ours'],
    gpu: null,
    onnxruntime: null,
    threads: 1,
    browser: 'Node',
    commit: 'abc',
    date: new Date(0),
  });
  const said: string[] = [];
  for await (const event of events) {
    if (event.kind === 'roofline') said.push(`${event.roofline.net} × ${event.roofline.batch}`);
  }
  expect(said).toEqual(order);
});
