/** How far the network's work is, and the means to pause, end or repeat it. */
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { Work } from './useWork.ts';
import './sampling.css';
import '../../ui/progress.css';

interface Props {
  work: Work<unknown>;
  /** Steps done and in all; the steps of all runs together. */
  done: number;
  total: number;
  /** What was counted so far, null before the first answer. */
  counts: { networkCalls: number; milliseconds: number } | null;
}

export function WorkBar({ work, done, total, counts }: Props) {
  const { text } = useLabels('figures/sampling');
  const { phase } = work;
  const isUnderWay = phase === 'running' || phase === 'paused';
  return (
    <div className="work-bar">
      <progress
        className="work-progress"
        aria-label={text('progress')}
        value={done}
        max={Math.max(1, total)}
      />
      <span className="work-bar-words" aria-live="polite">
        {text(`phases.${phase}`)}
        {counts && counts.networkCalls > 0 && ` · ${countsInWords(text, counts)}`}
      </span>
      <span className="work-bar-buttons">
        <Button isDisabled={!isUnderWay} onPress={phase === 'paused' ? work.resume : work.pause}>
          {text(phase === 'paused' ? 'resume' : 'pause')}
        </Button>
        {isUnderWay || phase === 'waiting' ? (
          <Button isDisabled={!isUnderWay} onPress={work.cancel}>
            {text('cancel')}
          </Button>
        ) : (
          <Button onPress={work.restart}>{text('again')}</Button>
        )}
      </span>
    </div>
  );
}

type Text = ReturnType<typeof useLabels>['text'];

/** "50 network calls · 1.9 s" */
export const countsInWords = (
  text: Text,
  { networkCalls, milliseconds }: { networkCalls: number; milliseconds: number },
): string => text('counts', { count: networkCalls, seconds: (milliseconds / 1000).toFixed(1) });
