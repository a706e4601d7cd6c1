import { networks } from 'virtual:networks';
import type { BenchFailure, BenchRow } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';
import { LARGE } from './state.ts';

/** What the page calls networks, engines and backends. */
export function useNames() {
  const { text } = useLabels('figures/speed');
  /** What a network shows and its size; what it can be asked for does not matter here. */
  const net = (id: string): string =>
    id === LARGE
      ? text('large')
      : (networks.find((entry) => entry.id === id)?.title ?? id).split(', ').slice(0, 2).join(', ');
  const engine = ({ engine: id }: Pick<BenchRow, 'engine'>): string => text(`engines.${id}`);
  const backend = ({ backend: id }: Pick<BenchRow, 'backend'>): string => text(`backends.${id}`);
  return {
    net,
    engine,
    backend,
    /** "Picture book, 32×32 · 16 pictures" */
    group: ({ net: id, batch }: Pick<BenchRow, 'net' | 'batch'>): string =>
      text('group', { net: net(id), count: batch }),
    /** "onnxruntime-web · WebGPU · NHWC, captured" */
    row: (row: BenchRow | BenchFailure): string =>
      [engine(row), backend(row), row.variant].filter(Boolean).join(' · '),
  };
}
