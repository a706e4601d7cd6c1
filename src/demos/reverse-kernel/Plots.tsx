import { density, type Mixture1 } from '../../math/mixture.ts';
import { curveOf, isPoints, Spikes } from '../../figures/kernel/KernelPlot.tsx';
import { KnownHandle } from '../../figures/handles/KnownHandle.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';

const RANGE = [-3, 3] as const;

const scaledTo = (points: Point[], height: number): Point[] => {
  const top = Math.max(...points.map((p) => p[1]));
  return points.map(([x, y]) => [x, top > 0 ? (y / top) * height : 0]);
};

interface PlacesProps {
  past: Mixture1;
  xt: number;
  beta: number;
  t: number;
  /** null when x_0 is not told. */
  x0: number | null;
  onXt: (xt: number) => void;
  onX0: (x0: number) => void;
}

/** The whole line: the density of x_{t-1}, and the likelihood of x_t as a function of x_{t-1}; heights to one scale. */
export function PlacesPlot({ past, xt, beta, t, x0, onXt, onX0 }: PlacesProps) {
  const { text } = useLabels('demos/reverse-kernel');
  const mean = Math.sqrt(1 - beta);
  const marginal = scaledTo(
    curveOf((x) => (isPoints(past) ? 0 : density(past, x)), RANGE),
    0.76,
  );
  const likelihood = curveOf((x) => Math.exp(-((xt - mean * x) ** 2) / (2 * beta)) * 0.9, RANGE, 1201);
  const peak = marginal.reduce((best, p) => (p[1] >= best[1] ? p : best));
  const named = isPoints(past) ? past.means[past.means.length - 1] : peak[0];
  return (
    <Plot
      x={{ domain: RANGE, ticks: [-3, -2, -1, 0, 1, 2, 3] }}
      y={{ domain: [0, 1] }}
      height={250}
      margin={{ top: 26, bottom: 48 }}
      hasHandles
      description={text('places', { from: t - 1, xt: formatNumber(xt, 2) })}
    >
      {({ x, y, height, width }) => (
        <>
          {isPoints(past) ? (
            <Spikes of={past} x={x} height={height} hue="x0" />
          ) : (
            <>
              <Area points={marginal} frame={{ x, y }} hue="x0" opacity={0.12} />
              <Curve points={marginal} frame={{ x, y }} hue="x0" symbol="xp" />
            </>
          )}
          <Curve points={likelihood} frame={{ x, y }} hue="sched" symbol="bc" />
          <CurveLabel
            x={Math.min(Math.max(x(named) + (named > 0 ? 10 : -10), 60), width - 60)}
            y={-12}
            hue="x0"
            anchor="middle"
          >
            {t === 1 ? text('spikes') : text('marginal', { from: t - 1 })}
          </CurveLabel>
          <CurveLabel
            x={x(Math.min(2.6, Math.max(-2.6, xt / mean))) + (xt > named ? 8 : -8)}
            y={y(0.9)}
            hue="sched"
            anchor={xt > named ? 'start' : 'end'}
          >
            {text('likelihood')}
          </CurveLabel>
          {x0 !== null && (
            <KnownHandle of="x0" name={text('x0Name')} value={x0} frame={{ x, height }} onDrag={onX0} />
          )}
          <KnownHandle of="xt" name={text('xtName')} value={xt} frame={{ x, height }} onDrag={onXt} />
        </>
      )}
    </Plot>
  );
}
