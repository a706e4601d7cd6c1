/** Lift an energy by a constant: its unnormalised density and Z move, the density and the score do not. */
import { useMemo } from 'react';
import { PlaceHandle } from '../../figures/handles/PlaceHandle.tsx';
import { doubleWellScore } from '../../math/energy.ts';
import { Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, Readout } from '../../ui/Figure.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { landscapeOf, logSlope, weightOf, type Landscape } from './model.ts';
import { ScoreStrip } from './ScoreStrip.tsx';
import { table } from './state.ts';
import './energy.css';

const RANGE = [-2, 2] as const;
const TOP = 2.5;

const pointsOf = (places: Float64Array, values: Float64Array): Point[] =>
  [...values].map((v, i) => [places[i], v]);

const two = (v: number) => v.toFixed(2).replace('-', '−');

export default function EnergyDemo() {
  const [{ lift, tilt, x }, set] = useDemoState('energy', table);
  const { text, label } = useLabels('demos/energy');
  const landscape = useMemo(() => landscapeOf(tilt, lift, ...RANGE, 201), [tilt, lift]);
  const move = (to: number) => set({ x: Math.round(100 * Math.min(1.8, Math.max(-1.8, to))) / 100 });

  return (
    <div className="energy">
      <div>
        <p className="plot-title">{label('densityTitle')}</p>
        <DensityPlot landscape={landscape} x={x} onMove={move} />
        <p className="plot-title">{label('scoreTitle')}</p>
        <ScoreStrip landscape={landscape} x={x} />
      </div>
      <div className="energy-side">
        <dl className="readouts">
          <Readout name={label('Z')} value={formatNumber(landscape.Z, 3)} symbol="zen" />
          <Readout
            name={label('density')}
            value={formatNumber(weightOf(tilt, lift)(x) / landscape.Z, 3)}
            symbol="dens"
            hue="xt"
          />
          <Readout
            name={label('score')}
            value={formatNumber(logSlope(weightOf(tilt, lift), x), 4)}
            symbol="score"
            hue="score"
          />
          <Readout
            name={label('formula')}
            value={formatNumber(doubleWellScore(x, tilt), 4)}
            symbol="score"
            hue="score"
          />
        </dl>
        <Slider
          name={text('lift')}
          label={<MathSymbol id="lift" />}
          value={lift}
          {...table.lift}
          step={0.01}
          hue="plain"
          format={two}
          onChange={(v) => set({ lift: v })}
        />
        <Slider
          name={text('tilt')}
          label={<MathSymbol id="tilt" />}
          value={tilt}
          {...table.tilt}
          step={0.01}
          hue="sched"
          format={two}
          onChange={(v) => set({ tilt: v })}
        />
        <Slider
          name={text('place')}
          label={<MathSymbol id="pos" />}
          value={x}
          {...table.x}
          step={0.01}
          format={two}
          onChange={(v) => set({ x: v })}
        />
      </div>
      <DataTable
        columns={[text('columns.x'), text('columns.weight'), text('columns.density'), text('columns.score')]}
        rows={() =>
          Array.from({ length: 17 }, (_, i) => 20 + i * 10).map((i) => [
            formatNumber(landscape.places[i], 1),
            formatNumber(landscape.weight[i]),
            formatNumber(landscape.density[i]),
            formatNumber(landscape.score[i]),
          ])
        }
      />
    </div>
  );
}

interface PlotProps {
  landscape: Landscape;
  x: number;
  onMove: (x: number) => void;
}

function DensityPlot({ landscape: { places, weight, density, Z }, x, onMove }: PlotProps) {
  const { text } = useLabels('demos/energy');
  const unnormalised = pointsOf(places, weight);
  const normalised = pointsOf(places, density);
  const highest = unnormalised.reduce((a, b) => (b[1] > a[1] ? b : a));
  return (
    <Plot
      x={{ domain: RANGE, ticks: [-2, -1, 0, 1, 2], format: (v) => String(v).replace('-', '−') }}
      y={{ domain: [0, TOP] }}
      height={240}
      margin={{ top: 16 }}
      hasHandles
      description={text('densityPlot', { Z: formatNumber(Z, 3) })}
    >
      {(frame) => (
        <>
          <Area points={normalised} frame={frame} hue="xt" opacity={0.25} symbol="dens" />
          <Curve points={normalised} frame={frame} hue="xt" symbol="dens" />
          <Curve points={unnormalised} frame={frame} hue="sched" symbol="ener" dash="5 4" />
          <line className="cursor" x1={frame.x(x)} x2={frame.x(x)} y2={frame.height} />
          <CurveLabel
            x={frame.x(highest[0])}
            y={Math.max(0, frame.y(highest[1]) - 9)}
            hue="sched"
            anchor="middle"
          >
            {text('unnormalised')}
          </CurveLabel>
          <CurveLabel x={frame.x(-1.05)} y={frame.y(0.12)} hue="xt" anchor="middle">
            {text('normalised')}
          </CurveLabel>
          <PlaceHandle name={text('place')} value={x} frame={frame} symbol="pos" onDrag={onMove} />
        </>
      )}
    </Plot>
  );
}
