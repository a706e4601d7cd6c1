import { normalPdf } from '../../math/gaussian.ts';
import type { Kernel } from '../../math/forward.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { histogramOf, momentsOf, type Chains } from './model.ts';
import { T } from './state.ts';

const SHOWN_PATHS = 14;
const REACH = 4.2;

interface PathsProps {
  chains: Chains;
  kernelAt: (t: number) => Kernel;
  t: number;
}

/** Some chains over t, the band that the formula promises, and the spread that all chains have. */
export function PathsPlot({ chains: { times, states }, kernelAt, t }: PathsProps) {
  const { text } = useLabels('demos/same-marginals');
  const grid = Array.from({ length: 101 }, (_, i) => (i * T) / 100);
  const edge = (sign: number): Point[] =>
    grid.map((time) => {
      const { mean, variance } = kernelAt(time);
      return [time, mean + sign * 1.96 * Math.sqrt(variance)];
    });
  const [low, high] = [edge(-1), edge(1)];
  return (
    <Plot
      x={{ domain: [0, T], ticks: [0, 250, 500, 750, 1000] }}
      y={{ domain: [-REACH, REACH], ticks: [-4, -2, 0, 2, 4], format: (v) => String(v).replace('-', '−') }}
      height={250}
      margin={{ left: 24 }}
      description={text('paths', { count: SHOWN_PATHS })}
    >
      {(frame) => (
        <>
          <Area points={high} base={low} frame={frame} hue="sched" opacity={0.14} symbol="abt" />
          <Curve points={high} frame={frame} hue="sched" symbol="abt" />
          <Curve points={low} frame={frame} hue="sched" symbol="abt" />
          <g strokeOpacity={0.55} className="same-marginals-paths">
            {Array.from({ length: SHOWN_PATHS }, (_, i) => (
              <Curve
                key={i}
                points={times.map((time, k) => [time, states[k][i]])}
                frame={frame}
                hue="xt"
                symbol="xt"
              />
            ))}
          </g>
          {times.map((time, k) => {
            const { mean, variance } = momentsOf(states[k]);
            return [-1, 1].map((sign) => (
              <circle
                key={`${time} ${sign}`}
                className="hue-mu"
                fill="currentColor"
                cx={frame.x(time)}
                cy={frame.y(mean + sign * 1.96 * Math.sqrt(variance))}
                r={3.5}
              />
            ));
          })}
          <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
          <CurveLabel x={frame.width - 4} y={frame.y(2) - 26} hue="sched" anchor="end">
            {text('formulaBand')}
          </CurveLabel>
          <CurveLabel x={frame.width - 4} y={frame.y(-2) + 34} hue="mu" anchor="end">
            {text('measuredDots')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}

/** All chains at one t, and the density that the formula promises. */
export function SpreadPlot({ values, kernel }: { values: Float64Array; kernel: Kernel }) {
  const { text } = useLabels('demos/same-marginals');
  const bins = 60;
  const width = (2 * REACH) / bins;
  const density = histogramOf(values, -REACH, REACH, bins);
  const isPoint = kernel.variance < 1e-6;
  const top = 1.3 * Math.max(0.4, isPoint ? 1 : normalPdf(kernel.mean, kernel.mean, kernel.variance));
  const bell: Point[] = Array.from({ length: 169 }, (_, i) => -REACH + i * 0.05).map((x) => [
    x,
    isPoint ? 0 : normalPdf(x, kernel.mean, kernel.variance),
  ]);
  return (
    <Plot
      x={{ domain: [-REACH, REACH], ticks: [-4, -2, 0, 2, 4], format: (v) => String(v).replace('-', '−') }}
      y={{ domain: [0, top] }}
      height={250}
      description={text('spread')}
    >
      {(frame) => (
        <>
          <g className="hue-xt" fill="currentColor" fillOpacity={0.45} data-symbol="xt">
            {density.map((d, i) => {
              const y = frame.y(Math.min(d, top));
              const x = frame.x(-REACH + i * width);
              return <rect key={i} x={x} y={y} width={frame.width / bins - 1} height={frame.height - y} />;
            })}
          </g>
          {!isPoint && <Curve points={bell} frame={frame} hue="sched" symbol="abt" />}
          <CurveLabel
            x={frame.x(kernel.mean + 0.6 + Math.sqrt(kernel.variance))}
            y={frame.y(top * 0.62)}
            hue="sched"
          >
            {text('bell')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}
