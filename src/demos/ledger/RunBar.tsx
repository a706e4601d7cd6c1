import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import '../../ui/progress.css';

interface Props {
  isRunning: boolean;
  done: number;
  passes: number;
  /** Network calls in a pass. */
  perPass: number;
  isReady: boolean;
  onRun: () => void;
  onCancel: () => void;
}

/** Run, pause, go on, start over; how far it is. */
export function RunBar({ isRunning, done, passes, perPass, isReady, onRun, onCancel }: Props) {
  const { text } = useLabels('demos/ledger');
  const name = isRunning ? 'pause' : done === 0 ? 'start' : done >= passes ? 'more' : 'goOn';
  return (
    <div className="ledger-bar">
      <Button kind="main" onPress={onRun}>
        {text(name)}
      </Button>
      <Button onPress={onCancel} isDisabled={done === 0 && !isRunning}>
        {text('cancel')}
      </Button>
      <progress className="work-progress" aria-label={text('progressName')} value={done} max={passes} />
      <span className="ledger-progress">
        {isRunning && !isReady
          ? text('waiting')
          : text('progress', { calls: perPass * done, all: perPass * passes })}
      </span>
    </div>
  );
}
