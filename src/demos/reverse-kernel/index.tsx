/** One step back on the line: the exact q(x_{t-1} | x_t) at the reader's x_t, beside its best Gaussian. */
import { useMemo } from 'react';
import { KernelPlot, zoomOf } from '../../figures/kernel/KernelPlot.tsx';
import {
  averageVariance,
  before,
  compare,
  dataKinds,
  dataSets,
  kernelOf,
  stepOf,
  type DataKind,
} from '../../figures/kernel/reverseStep.ts';
import { density } from '../../math/mixture.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { betaTilde } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Button, Choice, Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { PlacesPlot } from './Plots.tsx';
import { T, table } from './state.ts';
import './reverse-kernel.css';

const hundredths = (value: number) => value.toFixed(2).replace('-', '−');
const within = (limit: number) => (value: number) =>
  Math.round(Math.min(limit, Math.max(-limit, value)) * 100) / 100;

export default function ReverseKernelDemo() {
  const [state, set] = useDemoState('reverse-kernel', table);
  const { text, label } = useLabels('demos/reverse-kernel');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const { t, xt, own, logBeta, given, x0 } = state;
  const data = dataSets[state.data as DataKind];
  const beta = own ? 10 ** logBeta : schedule.beta[t];
  const step = useMemo(() => stepOf(schedule, t, beta), [schedule, t, beta]);
  const average = useMemo(() => averageVariance(data, step), [data, step]);
  const comparison = compare(kernelOf(data, step, xt, given ? x0 : undefined));
  const zoom = zoomOf(comparison);
  const floor = betaTilde(step.schedule, step.at);
  const onXt = (value: number) => set({ xt: within(3)(value) });
  const onX0 = (value: number) => set({ x0: within(2)(value) });
  const { kernel, mean, variance, divergence } = comparison;
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <Choice
        name={text('dataName')}
        value={state.data as DataKind}
        options={dataKinds.map((id) => ({ id, label: text(`data.${id}`) }))}
        onChange={(kind) => set({ data: kind })}
      />
      <div className="reverse-kernel">
        <div>
          <p className="plot-title">{label('placesTitle')}</p>
          <PlacesPlot
            past={before(data, step)}
            xt={xt}
            beta={beta}
            t={t}
            x0={given ? x0 : null}
            onXt={onXt}
            onX0={onX0}
          />
        </div>
        <div>
          <p className="plot-title">
            {label(given ? 'kernelTitleGiven' : 'kernelTitle', { zoom: zoom.factor.toPrecision(2) })}
          </p>
          <KernelPlot {...comparison} zoom={zoom} name={text('gaussian')} />
        </div>
      </div>
      <dl className="readouts reverse-kernel-numbers">
        <Readout
          name={label('kl')}
          value={
            divergence === Infinity
              ? '∞'
              : text('nats', { value: divergence < 1e-13 ? '0' : formatNumber(divergence) })
          }
          hue="mu"
        />
        <Readout name={label('ratio')} value={formatNumber(variance / beta, 3)} symbol="xp" hue="xt" />
        <Readout name={label('average')} value={formatNumber(average / beta, 3)} />
        <Readout name={label('floor')} value={formatNumber(floor / beta, 3)} symbol="btt" hue="mu" />
      </dl>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: value })}
      />
      <div className="reverse-kernel-sliders">
        <Slider
          name={text('xtName')}
          label={<MathSymbol id="xt" />}
          value={xt}
          min={-3}
          max={3}
          step={0.01}
          format={hundredths}
          onChange={onXt}
        />
        <Slider
          name={text('betaName')}
          label={<MathSymbol id="bc" />}
          value={Math.min(-0.05, Math.max(-4, Math.log10(beta)))}
          min={-4}
          max={-0.05}
          step={0.01}
          hue="sched"
          format={() => beta.toPrecision(2)}
          onChange={(value) => set({ own: true, logBeta: Math.round(value * 100) / 100 })}
        />
        {given && (
          <Slider
            name={text('x0Name')}
            label={<MathSymbol id="xo" />}
            value={x0}
            min={-2}
            max={2}
            step={0.01}
            hue="x0"
            format={hundredths}
            onChange={onX0}
          />
        )}
      </div>
      <div className="options">
        <Switch isOn={given} onChange={(on) => set({ given: on })}>
          {label('given')}
        </Switch>
        <Button isDisabled={!own} onPress={() => set({ own: false })}>
          {label('schedule')}
        </Button>
      </div>
      <DataTable
        columns={[text('columns.x'), text('columns.exact'), text('columns.gaussian')]}
        rows={() =>
          Array.from({ length: 25 }, (_, i) => {
            const x = zoom.domain[0] + ((zoom.domain[1] - zoom.domain[0]) * i) / 24;
            const isDensity = kernel.variances.every((v) => v > 0);
            return [
              x.toFixed(4),
              isDensity ? density(kernel, x).toPrecision(4) : '–',
              variance > 0 ? normalPdf(x, mean, variance).toPrecision(4) : '–',
            ];
          })
        }
      />
    </>
  );
}
