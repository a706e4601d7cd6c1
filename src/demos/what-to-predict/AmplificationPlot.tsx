import { useMemo } from 'react';
import type { Hue } from '../../derivations/notation.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { amplification, targets, type Target } from './model.ts';
import { T } from './state.ts';

const LOOKS: Record<Target, { hue: Hue; symbol: string; dash?: string }> = {
  eps: { hue: 'eps', symbol: 'eps' },
  x0: { hue: 'x0', symbol: 'xo' },
  v: { hue: 'xt', symbol: 'v', dash: '6 4' },
  mu: { hue: 'mu', symbol: 'mut' },
};

/** An error in the mean of a step is the small one: seen from it, all others are large. */
const RANGES = { wide: [0.002, 500], fromMean: [0.2, 50_000] } as const;
const TIMES = [2, 4, 7, 12, 20, ...Array.from({ length: 49 }, (_, i) => 20 * (i + 2))];
/** Where a curve's name stands: beside the curve at this t. */
const NAME_AT: Record<Target, number> = { eps: 900, x0: 780, v: 620, mu: 480 };

/** What an error of one in the network's output becomes in each quantity, over t, on a logarithmic scale. */
export function AmplificationPlot({
  schedule,
  t,
  target,
}: {
  schedule: Schedule;
  t: number;
  target: Target;
}) {
  const { text } = useLabels('demos/what-to-predict');
  const curves = useMemo(() => {
    const factors = TIMES.map((at) => amplification(schedule, at, target));
    return targets.map((id) => ({ id, points: TIMES.map((at, i): Point => [at, factors[i][id]]) }));
  }, [schedule, target]);
  const now = amplification(schedule, t, target);
  const range = target === 'mu' ? RANGES.fromMean : RANGES.wide;
  const inside = (factor: number) => Math.min(range[1], Math.max(range[0], factor));
  return (
    <Plot
      x={{ domain: [0, T], ticks: [0, 250, 500, 750, 1000] }}
      y={{
        domain: range,
        log: true,
        ticks: target === 'mu' ? [1, 10, 100, 1000, 10_000] : [0.01, 0.1, 1, 10, 100],
        format: (v) => `×${v}`,
      }}
      height={270}
      margin={{ left: 56, top: 14, right: 20 }}
      description={text('plot', {
        t,
        x0: now.x0.toPrecision(3),
        v: now.v.toPrecision(3),
        mu: now.mu.toPrecision(3),
        eps: now.eps.toPrecision(3),
      })}
    >
      {(frame) => (
        <>
          {curves.map(({ id, points }) => (
            <Curve
              key={id}
              points={points.map(([x, y]) => [x, y < range[0] || y > range[1] ? NaN : y])}
              frame={frame}
              {...LOOKS[id]}
            />
          ))}
          <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
          {curves.map(({ id, points }) => {
            const at = points.findIndex(([x]) => x >= NAME_AT[id]);
            return (
              <g key={id}>
                <circle
                  className={`hue-${LOOKS[id].hue}`}
                  fill="currentColor"
                  cx={frame.x(t)}
                  cy={frame.y(inside(now[id]))}
                  r={4.5}
                />
                <CurveLabel
                  x={frame.x(NAME_AT[id])}
                  y={frame.y(inside(points[at][1])) - 9}
                  hue={LOOKS[id].hue}
                  anchor="middle"
                >
                  {text(`curves.${id}`)}
                </CurveLabel>
              </g>
            );
          })}
        </>
      )}
    </Plot>
  );
}
