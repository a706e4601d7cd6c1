/** E[x_0 | x_t] for data that is +1 or −1: a smooth step between the two, steeper the less noise there is. */
import { useMemo } from 'react';
import { PlaceHandle } from '../../figures/handles/PlaceHandle.tsx';
import { makeSchedule } from '../../math/schedules.ts';
import { Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { denoisedAt, type Denoised } from './model.ts';
import { T, table } from './state.ts';
import './tweedie-1d.css';

const PLACES = Array.from({ length: 301 }, (_, i) => -3 + i * 0.02);
const TICKS = [-3, -2, -1, 0, 1, 2, 3];
const whole = (v: number) => String(v).replace('-', '−');

const two = (v: number) => v.toFixed(2).replace('-', '−');

export default function Tweedie1dDemo() {
  const [{ t, x, share }, set] = useDemoState('tweedie-1d', table);
  const { text, label } = useLabels('demos/tweedie-1d');
  const schedule = useMemo(() => makeSchedule({ id: 'linear', T }), []);
  const alphaBar = schedule.alphaBar[t];
  const all = useMemo(() => PLACES.map((at) => denoisedAt(share, alphaBar, at)), [share, alphaBar]);
  const now = denoisedAt(share, alphaBar, x);
  const move = (to: number) => set({ x: Math.round(100 * Math.min(3, Math.max(-3, to))) / 100 });
  return (
    <>
      <div className="tweedie-1d">
        <div>
          <p className="plot-title">{label('meanTitle')}</p>
          <MeanPlot all={all} now={now} x={x} onMove={move} />
          <p className="plot-title">{label('densityTitle')}</p>
          <DensityPlot all={all} x={x} />
        </div>
        <div className="tweedie-1d-side">
          <dl className="readouts">
            <Readout name={label('score')} value={formatNumber(now.score, 3)} symbol="score" hue="score" />
            <Readout name={label('mean')} value={formatNumber(now.mean, 3)} symbol="xo" hue="mu" />
            <Readout name={label('chance')} value={`${(100 * now.chance).toFixed(1)} %`} hue="x0" />
          </dl>
          <Slider
            name={text('place')}
            label={<MathSymbol id="xt" />}
            value={x}
            {...table.x}
            step={0.01}
            format={two}
            onChange={(v) => set({ x: v })}
          />
          <Slider
            name={text('share')}
            label={<MathSymbol id="wpi" />}
            value={share}
            {...table.share}
            step={0.01}
            hue="x0"
            format={two}
            onChange={(v) => set({ share: v })}
          />
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
        columns={[text('columns.x'), text('columns.density'), text('columns.score'), text('columns.mean')]}
        rows={() =>
          PLACES.flatMap((at, i) =>
            i % 15 === 0
              ? [
                  [
                    formatNumber(at, 1),
                    formatNumber(all[i].density),
                    formatNumber(all[i].score, 3),
                    formatNumber(all[i].mean, 3),
                  ],
                ]
              : [],
          )
        }
      />
    </>
  );
}

interface MeanProps {
  all: readonly Denoised[];
  now: Denoised;
  x: number;
  onMove: (x: number) => void;
}

function MeanPlot({ all, now, x, onMove }: MeanProps) {
  const { text } = useLabels('demos/tweedie-1d');
  const points: Point[] = all.map(({ mean }, i) => [PLACES[i], mean]);
  return (
    <Plot
      x={{ domain: [-3, 3], ticks: TICKS, format: whole }}
      y={{ domain: [-1.25, 1.25], ticks: [-1, 0, 1], format: whole }}
      height={230}
      margin={{ left: 26 }}
      hasHandles
      description={text('meanPlot', { x: formatNumber(x, 2), mean: formatNumber(now.mean, 2) })}
    >
      {(frame) => (
        <>
          {[-1, 1].map((at) => (
            <line
              key={at}
              className="tweedie-1d-data hue-x0"
              x2={frame.width}
              y1={frame.y(at)}
              y2={frame.y(at)}
              data-symbol="xo"
            />
          ))}
          <Curve points={points} frame={frame} hue="mu" symbol="xoh" />
          <line className="cursor" x1={frame.x(x)} x2={frame.x(x)} y2={frame.height} />
          <circle className="hue-mu" fill="currentColor" cx={frame.x(x)} cy={frame.y(now.mean)} r={6} />
          <CurveLabel x={frame.x(-2.95)} y={frame.y(1) + 17} hue="x0">
            {text('dataUp')}
          </CurveLabel>
          <CurveLabel x={frame.x(2.95)} y={frame.y(-1) - 8} hue="x0" anchor="end">
            {text('dataDown')}
          </CurveLabel>
          <PlaceHandle name={text('place')} value={x} frame={frame} symbol="xt" onDrag={onMove} />
        </>
      )}
    </Plot>
  );
}

function DensityPlot({ all, x }: { all: readonly Denoised[]; x: number }) {
  const { text } = useLabels('demos/tweedie-1d');
  const highest = Math.max(...all.map(({ density }) => density));
  const points: Point[] = all.map(({ density }, i) => [PLACES[i], density / highest]);
  return (
    <Plot
      x={{ domain: [-3, 3], ticks: [] }}
      y={{ domain: [0, 1.1] }}
      height={100}
      margin={{ left: 26, bottom: 4 }}
      description={text('densityPlot')}
    >
      {(frame) => (
        <>
          <Area points={points} frame={frame} hue="xt" opacity={0.25} symbol="xt" />
          <Curve points={points} frame={frame} hue="xt" symbol="xt" />
          <line className="cursor" x1={frame.x(x)} x2={frame.x(x)} y2={frame.height} />
        </>
      )}
    </Plot>
  );
}
