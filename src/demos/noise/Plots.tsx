import { useMemo } from 'react';
import { normalPdf } from '../../math/gaussian.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point, type Scale } from '../../ui/Plot.tsx';
import { histogramOf, jumpTo, type Histogram, type Jump } from './model.ts';
import { T } from './state.ts';

const pointsOf = ({ density, low, high }: Histogram): Point[] => {
  const width = (high - low) / density.length;
  return [...density].map((d, i) => [low + (i + 0.5) * width, d]);
};

const bell: Point[] = Array.from({ length: 145 }, (_, i) => -3.6 + i * 0.05).map((x) => [
  x,
  normalPdf(x, 0, 1),
]);

/** All bars as one path: one element to update a frame instead of one a bar. */
function barsPath(points: readonly Point[], { x, y, width }: { x: Scale; y: Scale; width: number }): string {
  const bar = width / points.length - 1;
  const floor = y(0);
  return points
    .map(
      ([at, density]) =>
        `M${(x(at) - bar / 2).toFixed(1)},${floor}h${bar.toFixed(1)}V${y(density).toFixed(1)}h${(-bar).toFixed(1)}z`,
    )
    .join('');
}

interface HistogramProps {
  x0: Float32Array;
  noise: Float32Array;
  jump: Jump;
  t: number;
}

/** The spread of the pixel values, drifting to the bell. */
export function HistogramPlot({ x0, noise, jump, t }: HistogramProps) {
  const { text } = useLabels('demos/noise');
  const data = useMemo(() => pointsOf(histogramOf(x0, noise, { scale: 1, deviation: 0 })), [x0, noise]);
  const now = pointsOf(histogramOf(x0, noise, jump));
  // The data's own histogram may have tall spikes; the frame keeps to what the bell needs.
  const top = 0.62;
  const peak = data.reduce((best, p) => (p[1] > best[1] ? p : best));
  return (
    <Plot
      x={{ domain: [-3.6, 3.6], ticks: [-3, -2, -1, 0, 1, 2, 3] }}
      y={{ domain: [0, top] }}
      height={190}
      description={text('histogram', { t })}
    >
      {(frame) => {
        const clip = (p: Point): Point => [p[0], Math.min(p[1], top)];
        return (
          <>
            <path
              className="bars hue-xt"
              fill="currentColor"
              fillOpacity={0.5}
              data-symbol="xt"
              d={barsPath(now.map(clip), frame)}
            />
            <Curve points={data.map(clip)} frame={frame} hue="x0" symbol="xo" dash="3 3" />
            <Curve points={bell} frame={frame} hue="eps" symbol="eps" />
            <CurveLabel
              x={Math.min(frame.x(peak[0]), frame.width - 70)}
              y={frame.y(top) - 2 + 12}
              hue="x0"
              anchor={peak[0] > 0 ? 'end' : 'start'}
            >
              {text('data')}
            </CurveLabel>
            <CurveLabel x={frame.x(1.35)} y={frame.y(normalPdf(1.35, 0, 1)) - 8} hue="eps">
              {text('bell')}
            </CurveLabel>
          </>
        );
      }}
    </Plot>
  );
}

/** Signal rate and noise rate over t, with the reader's t. */
export function RatesPlot({ schedule, t, shrink }: { schedule: Schedule; t: number; shrink: boolean }) {
  const { text } = useLabels('demos/noise');
  const jumps = useMemo(
    () => Array.from({ length: 101 }, (_, i) => [i * 10, jumpTo(schedule, i * 10, shrink)] as const),
    [schedule, shrink],
  );
  const now = jumpTo(schedule, t, shrink);
  const top = shrink ? 1 : Math.max(...jumps.map(([, j]) => j.deviation));
  const signal: Point[] = jumps.map(([at, j]) => [at, j.scale]);
  const noise: Point[] = jumps.map(([at, j]) => [at, j.deviation]);
  const format = (v: number) => v.toFixed(3);
  return (
    <Plot
      x={{ domain: [0, T], ticks: [0, 250, 500, 750, 1000] }}
      y={{ domain: [0, top] }}
      height={170}
      margin={{ top: 14 }}
      description={text('rates', { t, signal: format(now.scale), noise: format(now.deviation) })}
    >
      {(frame) => (
        <>
          <Area points={signal} frame={frame} hue="x0" opacity={0.08} />
          <Curve points={signal} frame={frame} hue="x0" symbol="abt" />
          <Curve points={noise} frame={frame} hue="eps" symbol="abt" />
          <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
          <circle className="hue-x0" fill="currentColor" cx={frame.x(t)} cy={frame.y(now.scale)} r={5} />
          <circle className="hue-eps" fill="currentColor" cx={frame.x(t)} cy={frame.y(now.deviation)} r={5} />
          <CurveLabel x={frame.x(60)} y={frame.y(signal[6][1]) - 8 + (shrink ? 30 : 0)} hue="x0">
            {text('signalCurve')}
          </CurveLabel>
          <CurveLabel x={frame.x(T) - 6} y={frame.y(noise[95][1]) + 22} hue="eps" anchor="end">
            {text('noiseCurve')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}
