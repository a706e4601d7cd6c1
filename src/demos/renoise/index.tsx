/** Jump, re-noise, jump: what the network believes, each time it is asked. */
import { useCallback } from 'react';
import type { Engine } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useT } from '../../figures/network/useT.ts';
import { useInputShape } from '../../figures/networkInput/inputShape.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { NetworkNote } from '../../figures/sampling/NetworkNote.tsx';
import { detailOf } from '../../figures/sampling/detailOf.ts';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { useWork } from '../../figures/sampling/useWork.ts';
import { WorkBar } from '../../figures/sampling/WorkBar.tsx';
import { Button, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { columnsOf, requestOf } from './model.ts';
import { table } from './state.ts';

const COLUMNS = 8;

export default function RenoiseDemo() {
  const [{ jumps: askedJumps, seed, label: asked }, set] = useDemoState('renoise', table);
  const { text, label } = useLabels('demos/renoise');
  const { text: samplingText } = useLabels('figures/sampling');
  const engine = useEngine();
  const T = useT(engine);
  const jumps = Math.min(askedJumps, T);
  const shape = useInputShape();
  const classes = useClasses(engine);
  const shownLabel = useClass(asked, classes, table.label.default);
  const start = useCallback(
    async function* ({ sample, model }: Engine) {
      const run = requestOf(model.schedule, { jumps, label: shownLabel, seed });
      for await (const known of trajectories({ sample }, { run })) yield known.run;
    },
    [jumps, shownLabel, seed],
  );
  const work = useWork<Trajectory>(engine.engine, start);
  const known = work.latest?.frames ?? [];
  const columns = columnsOf(known, COLUMNS);
  const places = Array.from({ length: Math.min(COLUMNS, jumps) }, (_, i) => columns[i] ?? null);
  const detail = (values: Float32Array) => detailOf(values, shape).toFixed(3);
  const row = (band: 'xt' | 'xHat0') =>
    places.map((frame, i) => ({
      key: i,
      values: frame && frame[band],
      description: text(`pictures.${band}`, { t: frame?.t ?? '–' }),
      caption: frame
        ? band === 'xt'
          ? text('at', { t: frame.t })
          : text('detail', { detail: detail(frame.xHat0!) })
        : ' ',
    }));
  return (
    <>
      <NetworkStatus engine={engine} />
      <PictureRow title={label('noisy')} symbol="xt" pictures={row('xt')} />
      <PictureRow title={label('believed')} symbol="xoh" pictures={row('xHat0')} />
      <WorkBar work={work} done={work.latest?.done ?? 0} total={jumps} counts={work.latest} />
      <div className="options">
        <ClassChoice classes={classes} value={shownLabel} onChange={(next) => set({ label: next })} />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{samplingText('otherNoise')}</Button>
        <Slider
          name={text('jumps')}
          value={jumps}
          min={1}
          max={Math.min(50, T)}
          hue="mu"
          format={(count) => text('jumpsValue', { count })}
          onChange={(next) => set({ jumps: next })}
        />
      </div>
      <NetworkNote>{text('what')}</NetworkNote>
      <DataTable
        columns={[text('columns.t'), text('columns.detail')]}
        rows={() => known.flatMap(({ t, xHat0 }) => (xHat0 ? [[t, detail(xHat0)]] : []))}
      />
    </>
  );
}
