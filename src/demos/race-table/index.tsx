/** One x_T, few steps and many, without noise and with: which picture stays? And a table of what was measured. */
import { useCallback } from 'react';
import type { Engine } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useT } from '../../figures/network/useT.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { NetworkNote } from '../../figures/sampling/NetworkNote.tsx';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { Button } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { changeOf, compared, resultOf, totalCalls, type Result, type Results } from './model.ts';
import { countsOf, ETAS, table } from './state.ts';
import { Summary } from './Summary.tsx';
import './race-table.css';

const NONE: readonly Result[] = [];

export default function RaceTableDemo() {
  const [{ seed, label: asked }, set] = useDemoState('race-table', table);
  const { text, label } = useLabels('demos/race-table');
  const engine = useEngine();
  const counts = countsOf(useT(engine));
  const most = counts[counts.length - 1];
  const classes = useClasses(engine);
  const shown = useClass(asked, classes, table.label.default);
  const start = useCallback(
    ({ sample, model }: Engine) => compared({ sample }, model.schedule, { seed, label: shown }),
    [seed, shown],
  );
  const work = useWork<Results>(engine.engine, start);
  const results = work.latest?.results ?? NONE;
  const captionOf = (eta: number, steps: number) => {
    const change = changeOf(results, eta, [steps, most]);
    return (
      <>
        {text('calls', { count: steps })}
        {steps !== most && change !== null && <span>{text('change', { change: change.toFixed(2) })}</span>}
      </>
    );
  };
  return (
    <>
      <NetworkStatus engine={engine} />
      <div className="race-table-rows">
        {ETAS.map((eta) => (
          <PictureRow
            key={eta}
            title={label(`rows.${eta}`)}
            symbol="xo"
            pictures={counts.map((steps) => ({
              key: steps,
              values: resultOf(results, eta, steps)?.picture ?? null,
              description: text('picture', { eta, steps }),
              caption: captionOf(eta, steps),
            }))}
          />
        ))}
      </div>
      <WorkBar
        work={work}
        done={work.latest?.networkCalls ?? 0}
        total={totalCalls(counts)}
        counts={work.latest}
      />
      <div className="options">
        <ClassChoice classes={classes} value={shown} onChange={(next) => set({ label: next })} />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{label('otherStart')}</Button>
      </div>
      <Summary results={results} counts={counts} />
      <DataTable
        columns={['eta', 'calls', 'ms', 'change'].map((name) => text(`columns.${name}`, { most }))}
        rows={() =>
          results.map(({ eta, steps, networkCalls, milliseconds }) => [
            eta,
            networkCalls,
            Math.round(milliseconds),
            changeOf(results, eta, [steps, most])?.toFixed(3) ?? '–',
          ])
        }
      />
      <NetworkNote />
    </>
  );
}
