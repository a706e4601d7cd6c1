/** What is being done with the folder that was just brought. */
import { useLabels } from '../../ui/Label.tsx';
import type { Work as WorkState } from './dropStore.ts';

export function Work({ work: { name, phase, share } }: { work: WorkState }) {
  const { text } = useLabels('figures/dropNetwork');
  const sentence = text(`work.${phase}`, { name: name || text('folder') });
  return (
    <div className="drop-work" role="status">
      <p>{sentence}</p>
      <progress aria-label={sentence} value={share ?? undefined} />
    </div>
  );
}
