/** Inherited and new noise: stacked shares of the variance of x_t over t. */
import { useMemo } from 'react';
import { makeSchedule } from '../../math/schedules.ts';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { sharesAt } from './model.ts';
import { T, table } from './state.ts';

export default function NoiseSharesDemo() {
  const [{ t }, set] = useDemoState('noise-shares', table);
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const all = useMemo(
    () => Array.from({ length: 200 }, (_, i) => sharesAt(schedule, 1 + Math.round((i * (T - 1)) / 199))),
    [schedule],
  );
  const now = sharesAt(schedule, t);
  const { text, label } = useLabels('demos/noise-shares');
  const line = (y: (s: (typeof all)[number]) => number): Point[] => all.map((s) => [s.t, y(s)]);
  const data = line((s) => s.data);
  const inherited = line((s) => s.data + s.inherited);
  const whole = line(() => 1);
  const format = (v: number) => v.toFixed(3);
  return (
    <>
      <p className="plot-title">{label('stack')}</p>
      <Plot
        x={{ domain: [1, T], ticks: [1, 250, 500, 750, 1000] }}
        y={{ domain: [0, 1], ticks: [0, 0.5, 1] }}
        height={250}
        margin={{ left: 32, top: 6 }}
        description={text('stackPlain', {
          t,
          data: format(now.data),
          inherited: format(now.inherited),
          fresh: format(now.fresh),
        })}
      >
        {(frame) => (
          <>
            <Area points={data} frame={frame} hue="x0" opacity={0.3} symbol="xo" />
            <Area points={inherited} base={data} frame={frame} hue="eps" opacity={0.22} symbol="abp" />
            <Area points={whole} base={inherited} frame={frame} hue="eps" opacity={1} symbol="bt" />
            <Curve points={data} frame={frame} hue="x0" symbol="abt" />
            <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
            <CurveLabel x={frame.x(90)} y={frame.y(0.4)} hue="x0" anchor="middle">
              {text('dataName')}
            </CurveLabel>
            <CurveLabel x={frame.x(620)} y={frame.y(0.55)} hue="eps" anchor="middle">
              {text('inheritedName')}
            </CurveLabel>
            <CurveLabel x={frame.x(760)} y={frame.y(1) + 26} hue="eps" anchor="middle">
              {text('freshName')}
            </CurveLabel>
          </>
        )}
      </Plot>
      <dl className="readouts" style={{ paddingBlockStart: 12 }}>
        <Readout name={label('data')} value={format(now.data)} symbol="abt" hue="x0" />
        <Readout name={label('inherited')} value={format(now.inherited)} symbol="abp" hue="eps" />
        <Readout name={label('fresh')} value={formatNumber(now.fresh, 5)} symbol="bt" hue="eps" />
        <Readout
          name={label('lambda')}
          value={`${(100 * now.lambda).toFixed(2)} %`}
          symbol="bt"
          hue="sched"
        />
      </dl>
      <StepBar
        name={text('step')}
        value={t}
        min={1}
        max={T}
        onChange={(next) => set({ t: next })}
        format={(v) => text('value', { t: v })}
      />
      <DataTable
        columns={['t', text('dataName'), text('inheritedName'), text('freshName'), 'λ']}
        rows={() =>
          all
            .filter((_, i) => i % 10 === 0)
            .map((s) => [s.t, format(s.data), format(s.inherited), s.fresh.toFixed(5), s.lambda.toFixed(4)])
        }
      />
    </>
  );
}
