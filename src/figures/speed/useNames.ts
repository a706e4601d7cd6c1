import { networks } from 'virtual:networks';
import { useLabels } from '../../ui/Label.tsx';
import { namesWith } from './benchWords.ts';
import { LARGE } from './state.ts';

/** What the page calls networks, engines and backends. */
export function useNames() {
  const { text } = useLabels('figures/speed');
  /** What a network shows and its size; what it can be asked for does not matter here. */
  const net = (id: string): string =>
    id === LARGE
      ? text('large')
      : (networks.find((entry) => entry.id === id)?.title ?? id).split(', ').slice(0, 2).join(', ');
  return namesWith(text, net);
}
