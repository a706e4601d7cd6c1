/** One pixel value, four names for what the network may say of it; an error in one, seen in the others. */
import { useMemo } from 'react';
import { makeSchedule } from '../../math/schedules.ts';
import { Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { AmplificationPlot } from './AmplificationPlot.tsx';
import { amplification, epsFrom, noised, quantitiesOf, targets, type Target } from './model.ts';
import { T, table } from './state.ts';
import './what-to-predict.css';

const SLIDERS = [
  { key: 'x0', symbol: 'xo', hue: 'x0' },
  { key: 'eps', symbol: 'eps', hue: 'eps' },
] as const;

export default function WhatToPredictDemo() {
  const [state, set] = useDemoState('what-to-predict', table);
  const { text, label } = useLabels('demos/what-to-predict');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const { t, x0, eps, error } = state;
  const target = state.target as Target;
  const xt = noised(schedule, t, x0, eps);
  const truth = quantitiesOf(schedule, t, xt, eps);
  const given = quantitiesOf(schedule, t, xt, epsFrom(schedule, t, xt, target, truth[target] + error));
  return (
    <>
      <FigureStatus>{text('status')}</FigureStatus>
      <div className="options">
        <span>{text('predicts')}</span>
        <Choice
          name={text('predicts')}
          value={target}
          options={targets.map((id) => ({
            id,
            label: label(`targets.${id}`),
            name: text(`targetsPlain.${id}`),
          }))}
          onChange={(next) => set({ target: next })}
        />
      </div>
      <div className="what-to-predict">
        <div>
          <p className="plot-title">{label('pixel', { xt: formatNumber(xt, 3) })}</p>
          <table className="what-to-predict-table">
            <thead>
              <tr>
                <td />
                <th scope="col">{text('truth')}</th>
                <th scope="col">{text('given')}</th>
                <th scope="col">{text('error')}</th>
              </tr>
            </thead>
            <tbody>
              {targets.map((id) => (
                <tr key={id} className={id === target ? 'what-to-predict-target' : undefined}>
                  <th scope="row">{label(`targets.${id}`)}</th>
                  <td>{formatNumber(truth[id], 3)}</td>
                  <td>{formatNumber(given[id], 3)}</td>
                  <td>{formatNumber(given[id] - truth[id], 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <p className="plot-title">{label(`plotTitle.${target}`)}</p>
          <AmplificationPlot schedule={schedule} t={t} target={target} />
        </div>
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={2}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(value) => text('value', { t: value })}
      />
      <div className="what-to-predict-sliders">
        {SLIDERS.map(({ key, symbol, hue }) => (
          <Slider
            key={key}
            name={text(`names.${key}`)}
            label={<MathSymbol id={symbol} />}
            value={state[key]}
            min={table[key].min}
            max={table[key].max}
            step={0.01}
            hue={hue}
            format={(v) => formatNumber(v, 2)}
            onChange={(value) => set({ [key]: Math.round(value * 100) / 100 })}
          />
        ))}
        <Slider
          name={text('names.error')}
          label={text('mistake')}
          value={error}
          min={table.error.min}
          max={table.error.max}
          step={0.01}
          hue="mu"
          format={(v) => formatNumber(v, 2)}
          onChange={(value) => set({ error: Math.round(value * 100) / 100 })}
        />
      </div>
      <DataTable
        columns={[text('columns.t'), ...targets.map((id) => text(`columns.${id}`))]}
        rows={() =>
          [2, 10, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000].map((at) => {
            const factors = amplification(schedule, at, target);
            return [at, ...targets.map((id) => factors[id].toPrecision(3))];
          })
        }
      />
    </>
  );
}
