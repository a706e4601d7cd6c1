/** What if the code differs? The same x_T through DDPM and through DDPM with one line changed. */
import { useCallback, useMemo } from 'react';
import type { Engine, ShownFrame } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { shapeOf, type PictureShape } from '../../figures/network/network.ts';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useNetwork } from '../../figures/network/useNetwork.ts';
import { useT } from '../../figures/network/useT.ts';
import { combinedWork } from '../../figures/sampling/combinedWork.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { NetworkNote } from '../../figures/sampling/NetworkNote.tsx';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { pictureOf, trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { gaussianField } from '../../math/rng.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { measured, otherSchedule, requestOf, type Change, type Settings } from './model.ts';
import { BATCH, CHANGES, table } from './state.ts';
import './switches.css';

/** The run of one variant; `change` null is DDPM as it should be. */
function useVariant(engine: Engine | null, change: Change | null, settings: Settings) {
  const { steps, seed, label } = settings;
  const start = useCallback(
    async function* ({ show, model }: Engine) {
      const run = requestOf(model.schedule, { steps, seed, label }, change);
      for await (const known of trajectories({ sample: show }, { run })) yield known.run;
    },
    [steps, seed, label, change],
  );
  return useWork<Trajectory<ShownFrame>>(engine, start);
}

export default function SwitchesDemo() {
  const [state, set] = useDemoState('switches', table);
  const { text, label } = useLabels('demos/switches');
  const { text: samplingText } = useLabels('figures/sampling');
  const engine = useEngine();
  const T = useT(engine);
  const steps = Math.min(state.steps, T);
  const shape = shapeOf(useNetwork());
  const { size } = shape;
  const classes = useClasses(engine);
  const shownLabel = useClass(state.label, classes, table.label.default);
  const settings = { steps, seed: state.seed, label: shownLabel };
  const right = useVariant(engine.engine, null, settings);
  const changed = useVariant(engine.engine, state.change, settings);
  const start = useMemo(
    () => gaussianField(state.seed, 0, size * BATCH, new Float32Array(size * BATCH)),
    [state.seed, size],
  );
  const works = [right, changed];
  const sum = (of: (run: Trajectory<ShownFrame>) => number) =>
    works.reduce((total, { latest }) => total + (latest ? of(latest) : 0), 0);
  const trained = engine.model?.schedule.id ?? 'linear';
  const schedules = {
    used: text(`schedules.${otherSchedule(trained)}`),
    trained: text(`schedules.${trained}`),
  };
  const rows = [
    { id: 'right', work: right },
    { id: state.change, work: changed },
  ];
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
          const frame = latest?.frames.at(-1) ?? null;
          const at = frame?.t ?? T;
          return (
            <div key={id}>
              <PictureRow
                title={
                  <>
                    {label(`rows.${id}`, schedules)} <span>{text('at', { t: at })}</span>
                  </>
                }
                symbol="xt"
                pictures={Array.from({ length: BATCH }, (_, i) => ({
                  key: i,
                  values: pictureOf(frame?.xt ?? start, i, size),
                  description: text('picture', { number: i + 1, row: text(`rowNames.${id}`), t: at }),
                }))}
              />
              <p className="switches-measured">
                {latest?.result ? measuredInWords(text, latest.result, shape) : text('notYet')}
              </p>
            </div>
          );
        })}
      </div>
      <WorkBar
        work={combinedWork(works)}
        done={sum((run) => run.done)}
        total={2 * steps}
        counts={{
          networkCalls: sum((run) => run.networkCalls),
          milliseconds: sum((run) => run.milliseconds),
        }}
      />
      <div className="options">
        <ClassChoice classes={classes} value={shownLabel} onChange={(next) => set({ label: next })} />
        <Button onPress={() => set({ seed: (state.seed % 999999) + 1 })}>{samplingText('otherNoise')}</Button>
        <Slider
          name={text('steps')}
          value={steps}
          min={Math.min(5, T)}
          max={Math.min(200, T)}
          format={(count) => text('stepsValue', { steps: count })}
          onChange={(count) => set({ steps: count })}
        />
      </div>
      <NetworkNote />
      <DataTable
        columns={['row', 'detail', 'variety'].map((name) => text(`columns.${name}`))}
        rows={() =>
          rows.map(({ id, work: { latest } }) => {
            const result = latest?.result ? measured(latest.result, shape) : null;
            return [
              text(`rowNames.${id}`),
              result ? result.detail.toFixed(3) : '–',
              result ? result.variety.toFixed(3) : '–',
            ];
          })
        }
      />
    </>
  );
}

function measuredInWords(
  text: ReturnType<typeof useLabels>['text'],
  batch: Float32Array,
  shape: PictureShape,
): string {
  const { detail, variety } = measured(batch, shape);
  return text('measured', {
    detail: detail.toFixed(2),
    variety: variety.toFixed(2),
  });
}
