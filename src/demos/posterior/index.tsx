/** q(x_{t-1} | x_t, x_0): a Gaussian whose centre lies where the two things known agree. */
import { useMemo } from 'react';
import { betaTilde, posteriorWeights } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Button, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { LinePlot } from './LinePlot.tsx';
import { threeGaussians } from './model.ts';
import { Pictures } from './Pictures.tsx';
import { T, table } from './state.ts';
import { WeightsPlot } from './WeightsPlot.tsx';
import './posterior.css';

const hundredths = (value: number) => value.toFixed(2).replace('-', '−');
const within = (limit: number, value: number) =>
  Math.round(Math.min(limit, Math.max(-limit, value)) * 100) / 100;

const TIMES = [1, 2, 3, 5, 10, 20, 50, 100, 200, 300, 500, 700, 1000];

export default function PosteriorDemo() {
  const [{ t, x0, xt, seed }, set] = useDemoState('posterior', table);
  const { text, label } = useLabels('demos/posterior');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const gaussians = threeGaussians(schedule, t, x0, xt);
  const weights = posteriorWeights(schedule, t);
  const onX0 = (value: number) => set({ x0: within(1, value) });
  const onXt = (value: number) => set({ xt: within(2.5, value) });
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <div className="posterior">
        <div>
          <p className="plot-title">{label('lineTitle')}</p>
          <LinePlot t={t} x0={x0} xt={xt} gaussians={gaussians} onX0={onX0} onXt={onXt} />
        </div>
        <div>
          <p className="plot-title">{label('weightsTitle')}</p>
          <WeightsPlot schedule={schedule} t={t} />
        </div>
      </div>
      <dl className="readouts posterior-numbers">
        <Readout name={label('mean')} value={formatNumber(gaussians.both.mean, 3)} symbol="mut" hue="mu" />
        <Readout
          name={label('deviation')}
          value={formatNumber(Math.sqrt(gaussians.both.variance), 3)}
          symbol="btt"
          hue="mu"
        />
        <Readout name={label('share0')} value={weights.x0.toFixed(4)} hue="x0" />
        <Readout name={label('share1')} value={weights.xt.toFixed(4)} hue="xt" />
        <Readout name={label('sum')} value={(weights.x0 + weights.xt).toFixed(4)} />
      </dl>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: value })}
      />
      <div className="posterior-sliders">
        <Slider
          name={text('x0Name')}
          label={<MathSymbol id="xo" />}
          value={x0}
          min={-1}
          max={1}
          step={0.01}
          hue="x0"
          format={hundredths}
          onChange={onX0}
        />
        <Slider
          name={text('xtName')}
          label={<MathSymbol id="xt" />}
          value={xt}
          min={-2.5}
          max={2.5}
          step={0.01}
          format={hundredths}
          onChange={onXt}
        />
      </div>
      <Pictures schedule={schedule} t={t} seed={seed} />
      <div className="options">
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['t', 'x0', 'xt', 'sum', 'deviation'].map((key) => text(`columns.${key}`))}
        rows={() =>
          TIMES.map((time) => {
            const at = posteriorWeights(schedule, time);
            return [
              time,
              at.x0.toFixed(4),
              at.xt.toFixed(4),
              (at.x0 + at.xt).toFixed(4),
              Math.sqrt(betaTilde(schedule, time)).toFixed(4),
            ];
          })
        }
      />
    </>
  );
}
