/** What is being done with the folder that was just brought. */
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { stopWork, type Work as WorkState } from './dropStore.ts';

export function Work({ work: { name, phase, share } }: { work: WorkState }) {
  const { text } = useLabels('figures/dropNetwork');
  const sentence = text(`work.${phase}`, { name: name || text('folder') });
  return (
    <div className="drop-work">
      <div>
        <p role="status">{sentence}</p>
        <progress aria-label={sentence} value={share ?? undefined} />
      </div>
      <Button onPress={stopWork}>{text('stop')}</Button>
    </div>
  );
}
