/** Jump, re-noise, jump: what the network believes, each time it is asked. */
import { useCallback } from 'react';
import type { Engine } from '../../engine/index.ts';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { DigitChoice } from '../../figures/sampling/DigitChoice.tsx';
import type { Digit } from '../../figures/sampling/digits.ts';
import { greyShare } from '../../figures/sampling/greyShare.ts';
import { PictureRow } from '../../figures/sampling/PictureRow.tsx';
import { trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
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
  const [{ jumps, digit, seed }, set] = useDemoState('renoise', table);
  const { text, label } = useLabels('demos/renoise');
  const { text: samplingText } = useLabels('figures/sampling');
  const engine = useEngine();
  const start = useCallback(
    async function* ({ sample, model }: Engine) {
      const run = requestOf(model.schedule, { jumps, digit: digit as Digit, seed });
      for await (const known of trajectories({ sample }, { run })) yield known.run;
    },
    [jumps, digit, seed],
  );
  const work = useWork<Trajectory>(engine.engine, start);
  const known = work.latest?.frames ?? [];
  const columns = columnsOf(known, COLUMNS);
  const places = Array.from({ length: Math.min(COLUMNS, jumps) }, (_, i) => columns[i] ?? null);
  const percent = (values: Float32Array) => (100 * greyShare(values)).toFixed(1);
  const row = (band: 'xt' | 'xHat0') =>
    places.map((frame, i) => ({
      key: i,
      values: frame && frame[band],
      description: text(`pictures.${band}`, { t: frame?.t ?? '–' }),
      caption: frame
        ? band === 'xt'
          ? text('at', { t: frame.t })
          : text('grey', { percent: percent(frame.xHat0!) })
        : ' ',
    }));
  return (
    <>
      <NetworkStatus engine={engine} />
      <PictureRow title={label('noisy')} symbol="xt" pictures={row('xt')} />
      <PictureRow title={label('believed')} symbol="xoh" pictures={row('xHat0')} />
      <WorkBar work={work} done={work.latest?.done ?? 0} total={jumps} counts={work.latest} />
      <div className="options">
        <Slider
          name={text('jumps')}
          value={jumps}
          min={1}
          max={50}
          hue="mu"
          format={(count) => text('jumpsValue', { count })}
          onChange={(next) => set({ jumps: next })}
        />
        <DigitChoice value={digit} onChange={(next) => set({ digit: next })} />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{samplingText('otherNoise')}</Button>
      </div>
      <p className="sampling-note">
        {text('what')} {samplingText('onlyDigits')}
      </p>
      <DataTable
        columns={[text('columns.t'), text('columns.grey')]}
        rows={() => known.flatMap(({ t, xHat0 }) => (xHat0 ? [[t, `${percent(xHat0)} %`]] : []))}
      />
    </>
  );
}
