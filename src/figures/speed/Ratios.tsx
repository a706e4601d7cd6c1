/** In plain sentences: how ours compares with its peers, as measured here. */
import { useLabels } from '../../ui/Label.tsx';
import { formatThree } from '../networkReport/formatCount.ts';
import { comparisonsOf, type Comparison } from './comparisons.ts';
import type { SpeedGroup } from './groups.ts';
import { useNames } from './useNames.ts';

/** Nearer to 1 than this is no difference that a run of this length could tell. */
const ALIKE = 0.03;

const kindOf = ({ ratio }: Comparison): 'slower' | 'faster' | 'alike' =>
  Math.abs(ratio - 1) <= ALIKE ? 'alike' : ratio > 1 ? 'slower' : 'faster';

export function Ratios({ groups }: { groups: readonly SpeedGroup[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const parts = groups
    .map((group) => ({ group, comparisons: comparisonsOf(group) }))
    .filter(({ comparisons }) => comparisons.length > 0);
  if (parts.length === 0) return null;
  return (
    <dl className="speed-ratios">
      {parts.map(({ group, comparisons }) => (
        <div key={`${group.net} ${group.batch}`}>
          <dt>{names.group(group)}</dt>
          {comparisons.map((one) => (
            <dd key={`${one.backend} ${one.peer.engine}`}>
              {text(`ratio.${kindOf(one)}`, {
                backend: names.backend(one),
                peer: names.engine(one.peer),
                ours: formatThree(one.ours.step_ms),
                theirs: formatThree(one.peer.step_ms),
                times: formatThree(one.ratio > 1 ? one.ratio : 1 / one.ratio),
              })}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
