/** Your picture at step t: the jump x_t = √ᾱ_t x_0 + √(1−ᾱ_t) ε on every pixel. */
import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { Canvas } from '../../figures/Canvas.tsx';
import { toModelRange, type Picture } from '../../figures/picture/picture.ts';
import { PictureInput } from '../../figures/picture/PictureInput.tsx';
import { usePicture } from '../../figures/picture/pictureStore.ts';
import { makeSchedule, snr, type Schedule } from '../../math/schedules.ts';
import { Button, Switch } from '../../ui/Controls.tsx';
import { useDemoState, type Values } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { decibels, jumpTo, momentsOf, paintJump, type Jump } from './model.ts';
import { HistogramPlot, RatesPlot } from './Plots.tsx';
import { T, table } from './state.ts';
import { nearestFrame, Strip } from './Strip.tsx';
import { useNoise } from './useNoise.ts';
import './noise.css';

export default function NoiseDemo() {
  const [state, set] = useDemoState('noise', table);
  const picture = usePicture();
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const x0 = useMemo(() => picture && toModelRange(picture), [picture]);
  const noise = useNoise(state.seed, x0?.length ?? 0);
  const { text, label } = useLabels('demos/noise');
  const goTo = useCallback((t: number) => set({ t }), [set]);
  const jump = jumpTo(schedule, state.t, state.shrink);
  return (
    <>
      <div className="noise">
        <PictureInput>
          <div className="picture-frame">
            {picture && x0 && (
              <NoisyPicture picture={picture} x0={x0} noise={noise} jump={jump} t={state.t} />
            )}
          </div>
        </PictureInput>
        <div className="noise-plots">
          <div>
            <p className="plot-title">{label('histogramTitle')}</p>
            <div className="histogram">
              {x0 && noise && <HistogramPlot x0={x0} noise={noise} jump={jump} t={state.t} />}
            </div>
          </div>
          <div>
            <p className="plot-title">{label('ratesTitle')}</p>
            <RatesPlot schedule={schedule} t={state.t} shrink={state.shrink} />
          </div>
          <Numbers x0={x0} schedule={schedule} jump={jump} state={state} />
        </div>
      </div>
      {picture && (
        <Strip
          picture={picture}
          schedule={schedule}
          seed={state.seed}
          shrink={state.shrink}
          nearest={nearestFrame(state.t)}
          onPick={goTo}
        />
      )}
      <StepBar
        name={text('step')}
        value={state.t}
        min={0}
        max={T}
        onChange={(t) => set({ t })}
        format={(t) => text('value', { t })}
      />
      <Options schedule={schedule} shrink={state.shrink} seed={state.seed} set={set} />
    </>
  );
}

type State = Values<typeof table>;

interface OptionsProps {
  schedule: Schedule;
  shrink: boolean;
  seed: number;
  set: (part: Partial<Values<typeof table>>) => void;
}

/** What does not change with t; apart, so that a dragged slider does not render it anew. */
const Options = memo(function Options({ schedule, shrink, seed, set }: OptionsProps) {
  const { text, label } = useLabels('demos/noise');
  return (
    <>
      <div className="options">
        <Switch isOn={shrink} onChange={(shrink) => set({ shrink })}>
          {label('shrink')}
        </Switch>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={[text('columns.t'), text('columns.signal'), text('columns.noise'), text('columns.snr')]}
        rows={() =>
          Array.from({ length: 21 }, (_, i) => i * 50).map((t) => {
            const { scale, deviation } = jumpTo(schedule, t, shrink);
            return [
              t,
              scale.toFixed(4),
              deviation.toFixed(4),
              t === 0 ? '∞' : ((scale / deviation) ** 2).toPrecision(4),
            ];
          })
        }
      />
    </>
  );
});

interface PictureProps {
  picture: Picture;
  x0: Float32Array;
  noise: Float32Array | null;
  jump: Jump;
  t: number;
}

function NoisyPicture({ picture, x0, noise, jump: { scale, deviation }, t }: PictureProps) {
  const { text } = useLabels('demos/noise');
  const spent = useRef<number[]>([]);
  const [ms, setMs] = useState<number | null>(null);
  const paint = useCallback(
    (image: ImageData) => {
      if (!noise) return image.data.set(picture.rgba);
      const start = performance.now();
      paintJump(image.data, x0, noise, { scale, deviation });
      spent.current = [...spent.current.slice(-14), performance.now() - start];
      // The median of the last frames, so that the number can be read while it is dragged.
      if (spent.current.length === 15) setMs([...spent.current].sort((a, b) => a - b)[7]);
    },
    [picture, x0, noise, scale, deviation],
  );
  return (
    <>
      <Canvas
        width={picture.width}
        height={picture.height}
        paint={paint}
        description={text('picture', { t, T })}
        symbol="xt"
      />
      <FigureStatus>{text('status', { ms: ms === null ? '…' : ms.toFixed(1) })}</FigureStatus>
    </>
  );
}

interface NumbersProps {
  x0: Float32Array | null;
  schedule: Schedule;
  jump: Jump;
  state: State;
}

function Numbers({ x0, schedule, jump, state }: NumbersProps) {
  const { text, label } = useLabels('demos/noise');
  const data = useMemo(() => x0 && momentsOf(x0), [x0]);
  const ratio = state.shrink ? snr(schedule.alphaBar[state.t]) : (jump.scale / jump.deviation) ** 2;
  const variance = data && jump.scale ** 2 * data.variance + jump.deviation ** 2;
  return (
    <dl className="readouts">
      <Readout
        name={label(state.shrink ? 'signal' : 'signalOff')}
        value={jump.scale.toFixed(3)}
        symbol="abt"
        hue="x0"
      />
      <Readout
        name={label(state.shrink ? 'noise' : 'noiseOff')}
        value={jump.deviation.toFixed(3)}
        symbol="abt"
        hue="eps"
      />
      <Readout
        name={label('snr')}
        value={
          state.t === 0 ? '∞' : text('decibels', { value: decibels(ratio).toFixed(1).replace('-', '−') })
        }
        symbol="snr"
      />
      <Readout
        name={label('variance')}
        value={variance === null ? '–' : variance.toFixed(3)}
        symbol="xt"
        hue="xt"
      />
    </dl>
  );
}
