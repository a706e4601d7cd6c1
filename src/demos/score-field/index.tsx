/** The score of a mixture in the plane at noise level t, taken apart at one point, and Tweedie's answer there. */
import { useMemo } from 'react';
import { logDensity2, noisedMixture2, type Mixture2, type Vector2 } from '../../math/mixture2.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Slider, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { Field } from './Field.tsx';
import { mixtureOf, probeAt, scoreGrid } from './model.ts';
import { ProbeTable } from './ProbeTable.tsx';
import { REACH, T, table } from './state.ts';
import './score-field.css';

/** ∇ log q(x_t) by central differences: knows nothing of components. */
function measuredScore(noisy: Mixture2, [x, y]: Vector2, h = 1e-5): Vector2 {
  const f = (u: number, v: number) => logDensity2(noisy, [u, v]);
  return [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)];
}

export default function ScoreFieldDemo() {
  const [{ t, means, deviation, probe: at, sum }, set] = useDemoState('score-field', table);
  const { text, label } = useLabels('demos/score-field');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const data = useMemo(() => mixtureOf(means, deviation), [means, deviation]);
  const alphaBar = schedule.alphaBar[t];
  const xt: Vector2 = [at[0], at[1]];
  const probe = probeAt(data, alphaBar, xt);
  const moveMean = (k: number, to: Vector2) =>
    set({ means: means.map((value, i) => (i >> 1 === k ? to[i & 1] : value)) });
  return (
    <>
      <div className="score-field">
        <Field
          data={data}
          alphaBar={alphaBar}
          xt={xt}
          probe={probe}
          showsSum={sum}
          onProbe={([x, y]) => set({ probe: [x, y] })}
          onMean={moveMean}
        />
        <div className="score-field-side">
          <p className="score-field-hint">{label('hint')}</p>
          <ProbeTable probe={probe} measured={measuredScore(noisedMixture2(data, alphaBar), xt)} />
          <Slider
            name={text('deviation')}
            label={text('deviation')}
            value={deviation}
            min={table.deviation.min}
            max={table.deviation.max}
            step={0.01}
            hue="x0"
            format={(v) => v.toFixed(2)}
            onChange={(v) => set({ deviation: v })}
          />
          <Switch isOn={sum} onChange={(on) => set({ sum: on })}>
            {text('showSum')}
          </Switch>
        </div>
      </div>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(v) => set({ t: v })}
        format={(v) => `t = ${v}`}
      />
      <DataTable
        columns={['x', 'y', text('columns.scoreX'), text('columns.scoreY')]}
        rows={() =>
          scoreGrid(noisedMixture2(data, alphaBar), REACH, 5).map(({ from, score }) =>
            [...from, ...score].map((v) => formatNumber(v, 2)),
          )
        }
      />
    </>
  );
}
