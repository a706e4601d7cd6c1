import { useMemo } from 'react';
import { posteriorWeights } from '../../math/posterior.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { T } from './state.ts';

/** Every t at first, then ever wider apart: even on a logarithmic axis. */
const TIMES = Array.from({ length: 121 }, (_, i) => Math.round(T ** (i / 120))).filter(
  (t, i, all) => t !== all[i - 1],
);

/** The weights of x_0 and x_t in μ̃ over t, and their sum. */
export function WeightsPlot({ schedule, t }: { schedule: Schedule; t: number }) {
  const { text } = useLabels('demos/posterior');
  const curves = useMemo(() => {
    const weights = TIMES.map((time) => ({ time, ...posteriorWeights(schedule, time) }));
    return {
      x0: weights.map(({ time, x0 }): Point => [time, x0]),
      xt: weights.map(({ time, xt }): Point => [time, xt]),
      sum: weights.map(({ time, x0, xt }): Point => [time, x0 + xt]),
    };
  }, [schedule]);
  const now = posteriorWeights(schedule, t);
  const format = (v: number) => v.toFixed(4);
  return (
    <Plot
      x={{ domain: [1, T], log: true, ticks: [1, 10, 100, 1000] }}
      y={{ domain: [0, 1.08], ticks: [0, 0.5, 1] }}
      height={270}
      margin={{ top: 30, right: 18, left: 34, bottom: 50 }}
      description={text('weights', {
        t,
        x0: format(now.x0),
        xt: format(now.xt),
        sum: format(now.x0 + now.xt),
      })}
    >
      {(frame) => (
        <>
          <Curve points={curves.sum} frame={frame} hue="mu" symbol="mut" dash="6 4" />
          <Curve points={curves.x0} frame={frame} hue="x0" symbol="xo" />
          <Curve points={curves.xt} frame={frame} hue="xt" symbol="xt" />
          <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
          <circle className="hue-x0" fill="currentColor" cx={frame.x(t)} cy={frame.y(now.x0)} r={5} />
          <circle className="hue-xt" fill="currentColor" cx={frame.x(t)} cy={frame.y(now.xt)} r={5} />
          <CurveLabel x={frame.x(7)} y={frame.y(0.3)} hue="x0">
            {text('weightX0')}
          </CurveLabel>
          <CurveLabel x={frame.x(20)} y={frame.y(0.75)} hue="xt" anchor="start">
            {text('weightXt')}
          </CurveLabel>
          <CurveLabel x={frame.x(4)} y={frame.y(1.06)} hue="mu">
            {text('weightSum')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}
