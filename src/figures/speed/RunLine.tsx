/** How far a run is, what is being measured, how long it may take, and how fast the page answers meanwhile. */
import { useLabels } from '../../ui/Label.tsx';
import type { Broken } from './benchProtocol.ts';
import { doingInWords } from './benchWords.ts';
import { remainingSeconds } from './collected.ts';
import type { BenchState } from './useBench.ts';
import { useNames } from './useNames.ts';
import '../../ui/progress.css';

/** "0:07", "12:30" */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export function RunLine({ state }: { state: BenchState }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const { phase, measured, elapsed, latency, broken } = state;
  if (phase === 'idle') return <span className="speed-run">{text('run.idle')}</span>;
  const { progress } = measured;
  const left = remainingSeconds(progress, elapsed);
  return (
    <div className="speed-run">
      {phase === 'running' && (
        <>
          {/* Without a value it says only that something goes on. */}
          <progress
            className="work-progress"
            aria-label={text('run.progress')}
            value={progress?.done}
            max={progress?.total ?? 1}
          />
          <span className="speed-now">
            {progress ? doingInWords(text, names, progress.doing) : text('run.opening')}
          </span>
          <span>
            {text('run.elapsed', { time: clock(elapsed) })}
            {left !== null && ` · ${text('run.left', { time: clock(left) })}`}
          </span>
        </>
      )}
      {phase !== 'running' && (
        <span role={phase === 'broken' ? 'alert' : 'status'}>
          {text(phase === 'stopped' && measured.rows.length === 0 ? 'run.nothing' : `run.${phase}`, {
            time: clock(elapsed),
          })}
          {broken && (
            <>
              {' '}
              <WhyBroken broken={broken} />
              {progress && ` ${text('run.last', { doing: doingInWords(text, names, progress.doing) })}`}
            </>
          )}
        </span>
      )}
      {latency && (
        <span>
          {text(phase === 'running' ? 'run.latencyNow' : 'run.latency', {
            p95: latency.p95.toFixed(0),
            longest: latency.longest.toFixed(0),
          })}
        </span>
      )}
    </div>
  );
}

function WhyBroken({ broken }: { broken: Broken }) {
  const { text } = useLabels('figures/speed');
  const network = useLabels('figures/network');
  return broken.code === 'network'
    ? network.text(`errors.${broken.error.kind}`, broken.error.fields)
    : text(`run.why.${broken.code}`, { ...broken });
}
