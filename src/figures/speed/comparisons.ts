import type { BenchBackend, BenchEngine, BenchRow } from '../../bench/row.ts';
import { bestRows, type SpeedGroup } from './groups.ts';

/** Ours beside one peer, or beside ours by plain kernels, for the same network, batch and backend. */
export interface Comparison {
  net: string;
  batch: number;
  backend: BenchBackend;
  ours: BenchRow;
  peer: BenchRow;
  /** How many times as long as ours the peer takes: below 1, the peer is faster. */
  ratio: number;
}

const BACKENDS: readonly BenchBackend[] = ['webgpu', 'wasm', 'webgl', 'cpu'];

/** What ours is set beside, in this order. */
const PEERS: readonly BenchEngine[] = ['onnxruntime-web', 'tfjs', 'ours-plain'];

/** Ours beside each peer at its best. Engines on different backends are never compared: they run on different hardware. */
export function comparisonsOf({ net, batch, rows }: SpeedGroup): Comparison[] {
  const best = bestRows(rows);
  return BACKENDS.flatMap((backend) => {
    const here = best.filter((row) => row.backend === backend);
    const ours = here.find(({ engine }) => engine === 'ours');
    if (!ours) return [];
    return here
      .filter(({ engine }) => PEERS.includes(engine))
      .sort((a, b) => PEERS.indexOf(a.engine) - PEERS.indexOf(b.engine))
      .map((peer) => ({ net, batch, backend, ours, peer, ratio: peer.step_ms / ours.step_ms }));
  });
}
