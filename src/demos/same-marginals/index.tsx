/** Any η, the same marginals: chains with x_0 known, against the formula, with intervals. */
import { useCallback, useMemo } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import { jumpKernel, type Kernel } from '../../math/forward.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { CHAINS, momentsOf, nearestTime, runChains, type Moments } from './model.ts';
import { PathsPlot, SpreadPlot } from './Plots.tsx';
import { NOISES, T, table } from './state.ts';
import './same-marginals.css';

export default function SameMarginalsDemo() {
  const [{ t, noise, eta, x0, steps, seed }, set] = useDemoState('same-marginals', table);
  const { text, label } = useLabels('demos/same-marginals');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const make = useCallback(
    () => runChains(schedule, { noise, eta, x0, steps, seed }),
    [schedule, noise, eta, x0, steps, seed],
  );
  const { result: chains } = useSliced(make);
  const kernelAt = (time: number): Kernel => {
    const { mean, variance } = jumpKernel(schedule, time);
    return { mean: mean * x0, variance };
  };
  const index = chains ? nearestTime(chains.times, t) : 0;
  const at = chains ? chains.times[index] : t;
  const kernel = kernelAt(at);
  const moments = chains && momentsOf(chains.states[index]);
  return (
    <>
      <FigureStatus>{text('status', { count: CHAINS })}</FigureStatus>
      <div className="same-marginals">
        <div>
          <p className="plot-title">{label('pathsTitle', { steps })}</p>
          <div className="same-marginals-plot">
            {chains && <PathsPlot chains={chains} kernelAt={kernelAt} t={at} />}
          </div>
        </div>
        <div>
          <p className="plot-title">{label('spreadTitle', { t: at })}</p>
          <div className="same-marginals-plot">
            {chains && <SpreadPlot values={chains.states[index]} kernel={kernel} />}
          </div>
        </div>
      </div>
      <dl className="readouts same-marginals-readouts">
        {(['mean', 'variance'] as const).map((what) => (
          <Verdict key={what} what={what} moments={moments} formula={kernel[what]} />
        ))}
      </dl>
      <StepBar
        name={text('step')}
        value={t}
        min={0}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(v) => text('value', { t: v })}
      />
      <div className="options">
        <Choice
          name={text('noise')}
          value={noise}
          options={NOISES.map((id) => ({
            id,
            label: label(`noises.${id}`),
            name: text(`noisesPlain.${id}`),
          }))}
          onChange={(next) => set({ noise: next })}
        />
        <Slider
          name={text('eta')}
          label={<MathSymbol id="et" />}
          value={eta}
          min={0}
          max={1}
          step={0.05}
          hue="sched"
          isDisabled={noise !== 'eta'}
          format={(v) => v.toFixed(2)}
          onChange={(next) => set({ eta: next })}
        />
        <Slider
          name={text('data')}
          label={<MathSymbol id="xo" />}
          value={x0}
          min={-1}
          max={1}
          step={0.1}
          hue="x0"
          format={(v) => formatNumber(v, 1)}
          onChange={(next) => set({ x0: next })}
        />
        <Slider
          name={text('steps')}
          value={steps}
          min={5}
          max={100}
          format={(count) => text('stepsValue', { count })}
          onChange={(next) => set({ steps: next })}
        />
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['t', 'mean', 'meanFormula', 'variance', 'varianceFormula'].map((c) => text(`columns.${c}`))}
        rows={() =>
          (chains?.times ?? []).map((time, k) => {
            const m = momentsOf(chains!.states[k]);
            const promised = kernelAt(time);
            const withMargin = (value: number, margin: number) =>
              `${formatNumber(value)} ± ${formatNumber(margin)}`;
            return [
              time,
              withMargin(m.mean, m.meanMargin),
              formatNumber(promised.mean),
              withMargin(m.variance, m.varianceMargin),
              formatNumber(promised.variance),
            ];
          })
        }
      />
    </>
  );
}

interface VerdictProps {
  what: 'mean' | 'variance';
  moments: Moments | null;
  formula: number;
}

/** Measured, promised, and whether chance explains the difference. */
function Verdict({ what, moments, formula }: VerdictProps) {
  const { text, label } = useLabels('demos/same-marginals');
  const margin = moments?.[`${what}Margin`] ?? 0;
  // At t = 0 there is no spread, and rounding must not count as a difference.
  const isInside = moments !== null && Math.abs(moments[what] - formula) <= margin + 1e-9;
  return (
    <>
      <Readout
        name={label(`measured.${what}`)}
        value={moments ? `${formatNumber(moments[what])} ± ${formatNumber(margin)}` : '–'}
        symbol="xt"
        hue="xt"
      />
      <Readout name={label(`formula.${what}`)} value={formatNumber(formula)} symbol="abt" hue="sched" />
      <div className={isInside ? 'same-marginals-verdict' : 'same-marginals-verdict out'}>
        <dt className="visually-hidden">{text('verdict')}</dt>
        <dd>{moments && text(isInside ? 'inside' : 'outside')}</dd>
      </div>
    </>
  );
}
