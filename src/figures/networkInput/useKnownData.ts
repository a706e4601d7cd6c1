import { useLabels } from '../../ui/Label.tsx';
import { useNetwork } from '../network/useNetwork.ts';

/** The networks of which this page can say in words what they were trained on. */
const TOLD = ['mnist-28', 'picture-book-32', 'picture-book-64', 'cifar10-32'];

/** One sentence: what a network was trained on; the page's own network unless another is named. */
export function useKnownData(id?: string): string {
  const { text } = useLabels('figures/networkInput');
  const chosen = useNetwork().id;
  const asked = id ?? chosen;
  return text(`knows.${TOLD.includes(asked) ? asked : 'other'}`);
}
