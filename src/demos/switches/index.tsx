/** What if the code differs? The same x_T through DDPM and through DDPM with one line changed. */
import { useCallback, useMemo } from 'react';
import type { Engine } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { combinedWork } from '../../figures/sampling/combinedWork.ts';
import { DigitChoice } from '../../figures/sampling/DigitChoice.tsx';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { pictureOf, trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { gaussianField } from '../../math/rng.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { measured, requestOf, type Change, type State } from './model.ts';
import { BATCH, CHANGES, table } from './state.ts';
import './switches.css';

const SIZE = 28 * 28;

/** The run of one variant; `change` null is DDPM as it should be. */
function useVariant(engine: Engine | null, change: Change | null, state: State) {
  const key = JSON.stringify([state.steps, state.seed, state.digit]);
  const start = useCallback(
    async function* (opened: Engine) {
      const [steps, seed, digit] = JSON.parse(key);
      const run = requestOf(opened.model.schedule, { steps, seed, digit }, change);
      for await (const known of trajectories(opened, { run })) yield known.run;
    },
    [key, change],
  );
  return useWork<Trajectory>(engine, start);
}

export default function SwitchesDemo() {
  const [state, set] = useDemoState('switches', table);
  const { text, label } = useLabels('demos/switches');
  const { text: samplingText } = useLabels('figures/sampling');
  const engine = useEngine();
  const right = useVariant(engine.engine, null, state);
  const changed = useVariant(engine.engine, state.change, state);
  const start = useMemo(
    () => gaussianField(state.seed, 0, SIZE * BATCH, new Float32Array(SIZE * BATCH)),
    [state.seed],
  );
  const works = [right, changed];
  const sum = (of: (run: Trajectory) => number) =>
    works.reduce((total, { latest }) => total + (latest ? of(latest) : 0), 0);
  const rows = [
    { id: 'right', work: right },
    { id: state.change, work: changed },
  ];
  const shownOf = (run: Trajectory | null) => run?.frames.at(-1) ?? null;
  const isDone = (run: Trajectory | null): run is Trajectory => run !== null && run.done === run.total;
  return (
    <>
      <NetworkStatus engine={engine} />
      <Choice
        name={text('change')}
        value={state.change}
        options={CHANGES.map((id) => ({ id, label: label(`changes.${id}`) }))}
        onChange={(change) => set({ change })}
      />
      <div className="switches">
        {rows.map(({ id, work: { latest } }) => {
          const frame = shownOf(latest);
          const at = frame?.t ?? 1000;
          return (
            <div key={id}>
              <PictureRow
                title={
                  <>
                    {label(`rows.${id}`)} <span>{text('at', { t: at })}</span>
                  </>
                }
                symbol="xt"
                pictures={Array.from({ length: BATCH }, (_, i) => ({
                  key: i,
                  values: pictureOf(frame?.xt ?? start, i, SIZE),
                  description: text('picture', { number: i + 1, row: text(`rowNames.${id}`), t: at }),
                }))}
              />
              <p className="switches-measured">
                {isDone(latest) ? measuredInWords(text, frame!.xt) : text('notYet')}
              </p>
            </div>
          );
        })}
      </div>
      <WorkBar
        work={combinedWork(works)}
        done={sum((run) => run.done)}
        total={2 * state.steps}
        counts={{
          networkCalls: sum((run) => run.networkCalls),
          milliseconds: sum((run) => run.milliseconds),
        }}
      />
      <div className="options">
        <DigitChoice value={state.digit} onChange={(digit) => set({ digit })} />
        <Button onPress={() => set({ seed: (state.seed % 999999) + 1 })}>{samplingText('otherNoise')}</Button>
        <Slider
          name={text('steps')}
          value={state.steps}
          min={5}
          max={200}
          format={(steps) => text('stepsValue', { steps })}
          onChange={(steps) => set({ steps })}
        />
      </div>
      <p className="sampling-note">{samplingText('onlyDigits')}</p>
      <DataTable
        columns={[text('columns.row'), text('columns.grey'), text('columns.light'), text('columns.variety')]}
        rows={() =>
          rows.map(({ id, work: { latest } }) => {
            const result = isDone(latest) ? measured(shownOf(latest)!.xt) : null;
            return [
              text(`rowNames.${id}`),
              result ? result.grey.toFixed(3) : '–',
              result ? result.light.toFixed(3) : '–',
              result ? result.variety.toFixed(3) : '–',
            ];
          })
        }
      />
    </>
  );
}

function measuredInWords(text: ReturnType<typeof useLabels>['text'], batch: Float32Array): string {
  const { grey, light, variety } = measured(batch);
  const percent = (share: number) => (100 * share).toFixed(1);
  return text('measured', { grey: percent(grey), light: percent(light), variety: variety.toFixed(2) });
}
