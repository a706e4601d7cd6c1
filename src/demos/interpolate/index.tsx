/** Two noises, what lies between, and the pictures that DDIM makes of it. */
import { useCallback, useMemo } from 'react';
import type { Engine, ShownFrame } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { shapeOf } from '../../figures/network/network.ts';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useNetwork } from '../../figures/network/useNetwork.ts';
import { useT } from '../../figures/network/useT.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import {
  pictureOf,
  rootMeanSquare,
  trajectories,
  type Trajectory,
} from '../../figures/sampling/trajectory.ts';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { requestOf, sizeOf, startsOf } from './model.ts';
import { COUNT, table } from './state.ts';

const PATHS = ['slerp', 'line'] as const;

export default function InterpolateDemo() {
  const [state, set] = useDemoState('interpolate', table);
  const { first, second, path } = state;
  const { text, label } = useLabels('demos/interpolate');
  const engine = useEngine();
  const T = useT(engine);
  const steps = Math.min(state.steps, T);
  const { size } = shapeOf(useNetwork());
  const classes = useClasses(engine);
  const shownLabel = useClass(state.label, classes, table.label.default);
  const starts = useMemo(() => startsOf({ first, second, path }, size), [first, second, path, size]);
  const start = useCallback(
    async function* ({ show, model }: Engine) {
      const asked = { first, second, path, label: shownLabel, steps };
      const run = requestOf(model.schedule, asked, size);
      for await (const known of trajectories({ sample: show }, { run })) yield known.run;
    },
    [first, second, path, shownLabel, steps, size],
  );
  const work = useWork<Trajectory<ShownFrame>>(engine.engine, start);
  const frame = work.latest?.frames.at(-1) ?? null;
  const shown = frame?.xt ?? starts;
  const indices = Array.from({ length: COUNT }, (_, i) => i);
  const sizes = indices.map((i) => sizeOf(pictureOf(starts, i, size)).toFixed(2));
  const at = frame?.t ?? T;
  const result = work.latest?.result ?? null;
  return (
    <>
      <NetworkStatus engine={engine} />
      <PictureRow
        title={label('noises')}
        symbol="xT"
        pictures={indices.map((i) => ({
          key: i,
          values: pictureOf(starts, i, size),
          description: text('noise', { number: i + 1 }),
          caption: text('size', { size: sizes[i] }),
        }))}
      />
      <PictureRow
        title={label('pictures', { t: at })}
        symbol="xt"
        pictures={indices.map((i) => ({
          key: i,
          values: pictureOf(shown, i, size),
          description: text('picture', { number: i + 1, t: at }),
        }))}
      />
      <WorkBar work={work} done={work.latest?.done ?? 0} total={steps} counts={work.latest} />
      <div className="options">
        <Choice
          name={text('path')}
          value={path}
          options={PATHS.map((id) => ({ id, label: text(`paths.${id}`) }))}
          onChange={(next) => set({ path: next })}
        />
        <ClassChoice classes={classes} value={shownLabel} onChange={(next) => set({ label: next })} />
        <Button onPress={() => set({ first: second, second: (second % 999999) + 1 })}>{text('next')}</Button>
        <Slider
          name={text('steps')}
          value={steps}
          min={Math.min(5, T)}
          max={Math.min(100, T)}
          format={(count) => text('stepsValue', { count })}
          onChange={(next) => set({ steps: next })}
        />
      </div>
      <DataTable
        columns={[text('columns.number'), text('columns.size'), text('columns.change')]}
        rows={() =>
          indices.map((i) => [
            i + 1,
            sizes[i],
            i > 0 && result
              ? rootMeanSquare(pictureOf(result, i, size), pictureOf(result, i - 1, size)).toFixed(3)
              : '–',
          ])
        }
      />
    </>
  );
}
