/** The model's step back beside the exact one: what a fixed variance and a learned mean can do. */
import { useMemo } from 'react';
import { KernelPlot, zoomOf } from '../../figures/kernel/KernelPlot.tsx';
import { compare, dataSets } from '../../figures/kernel/reverseStep.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { modelStep } from './model.ts';
import { kinds, T, table, variances, type Variance } from './state.ts';
import './model-step.css';

const hundredths = (value: number) => value.toFixed(2).replace('-', '−');
const nats = (value: number) => (value < 1e-13 ? '0' : formatNumber(value));

export default function ModelStepDemo() {
  const [state, set] = useDemoState('model-step', table);
  const { text, label } = useLabels('demos/model-step');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const { t, xt, error } = state;
  const data = dataSets[state.data as (typeof kinds)[number]];
  const variance = state.variance as Variance;
  const step = modelStep(data, schedule, t, xt, variance, error);
  const zoom = zoomOf(compare(step.exact));
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <div className="model-step-choices">
        <Choice
          name={text('dataName')}
          value={state.data as (typeof kinds)[number]}
          options={kinds.map((id) => ({ id, label: text(`data.${id}`) }))}
          onChange={(kind) => set({ data: kind })}
        />
        <Choice
          name={text('varianceName')}
          value={variance}
          options={variances.map((id) => ({
            id,
            label: label(`variance.${id}`),
            name: text(`variancePlain.${id}`),
          }))}
          onChange={(kind) => set({ variance: kind })}
        />
      </div>
      <p className="plot-title">{label('title', { zoom: zoom.factor.toPrecision(2) })}</p>
      <KernelPlot
        kernel={step.exact}
        mean={step.mean}
        variance={step.variance}
        divergence={step.divergence}
        zoom={zoom}
        name={text('model')}
      />
      <dl className="readouts">
        <Readout name={label('exactMean')} value={formatNumber(step.exactMean)} symbol="xp" hue="xt" />
        <Readout name={label('mean')} value={formatNumber(step.mean)} symbol="muth" hue="mu" />
        <Readout name={label('guess')} value={formatNumber(step.xHat0, 3)} symbol="xoh" hue="mu" />
        <Readout name={label('kl')} value={text('nats', { value: nats(step.divergence) })} />
      </dl>
      <StepBar
        name={text('step')}
        value={t}
        min={2}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: value })}
      />
      <div className="model-step-sliders">
        <Slider
          name={text('xtName')}
          label={<MathSymbol id="xt" />}
          value={xt}
          min={-2.5}
          max={2.5}
          step={0.01}
          format={hundredths}
          onChange={(value) => set({ xt: value })}
        />
        <Slider
          name={text('errorName')}
          label={label('error')}
          value={error}
          min={-2}
          max={2}
          step={0.01}
          hue="mu"
          format={hundredths}
          onChange={(value) => set({ error: value })}
        />
      </div>
      <DataTable
        columns={[text('columns.t'), text('columns.beta'), text('columns.tilde')]}
        rows={() =>
          [2, 5, 10, 20, 50, 100, 200, 500, 1000].map((time) => [
            time,
            ...variances.map((kind) => nats(modelStep(data, schedule, time, xt, kind, error).divergence)),
          ])
        }
      />
    </>
  );
}
