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

/** Comparisons on one backend have one sentence about ours. */
const byBackend = (all: readonly Comparison[]): Comparison[][] =>
  [...new Set(all.map(({ backend }) => backend))].map((id) => all.filter(({ backend }) => backend === id));

export function Ratios({ groups }: { groups: readonly SpeedGroup[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const said = ({ peer, ratio }: Comparison) => ({
    peer: peer.engine === 'ours-plain' ? text('ratio.plain') : names.engine(peer),
    theirs: formatThree(peer.step_ms),
    times: formatThree(ratio > 1 ? ratio : 1 / ratio),
  });
  const parts = groups
    .map((group) => ({ group, comparisons: comparisonsOf(group) }))
    .filter(({ comparisons }) => comparisons.length > 0);
  if (parts.length === 0) return null;
  return (
    <dl className="speed-ratios">
      {parts.map(({ group, comparisons }) => (
        <div key={`${group.net} ${group.batch}`}>
          <dt>{names.group(group)}</dt>
          {byBackend(comparisons).map((some) => (
            <dd key={some[0].backend}>
              {text('ratio.ours', {
                backend: names.backend(some[0]),
                ours: formatThree(some[0].ours.step_ms),
              })}
              {some.map((one) => ` ${text(`ratio.${kindOf(one)}`, said(one))}`)}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
