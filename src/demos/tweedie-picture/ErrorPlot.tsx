import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { curveTimes } from './model.ts';

/** Root mean square error that the frame still shows. */
const TOP = 1;

interface Props {
  network: readonly number[];
  ideal: readonly number[];
  t: number;
  T: number;
}

const pointsOf = (times: readonly number[], errors: readonly number[]): Point[] =>
  errors.map((e, i) => [times[i], e]);

/** The curve up to where it first leaves the frame at the top. */
function cutAt(top: number, points: readonly Point[]): readonly Point[] {
  const over = points.findIndex(([, e]) => e > top);
  if (over < 1) return points;
  const [[x0, e0], [x1, e1]] = [points[over - 1], points[over]];
  return [...points.slice(0, over), [x0 + ((x1 - x0) * (top - e0)) / (e1 - e0), top]];
}

/** How far each denoiser's answer is from the picture, over t. */
export function ErrorPlot({ network, ideal, t, T }: Props) {
  const { text } = useLabels('demos/tweedie-picture');
  const times = curveTimes(T);
  const labelled = Math.floor(0.55 * times.length);
  const known = Number.isFinite(network[labelled]);
  return (
    <Plot
      x={{ domain: [0, T], ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * T)) }}
      y={{ domain: [0, TOP], ticks: [0, 0.5, 1] }}
      height={190}
      margin={{ left: 28, top: 14 }}
      description={text('errorPlot')}
    >
      {(frame) => {
        const labelAt = (errors: readonly number[], up: boolean) =>
          Math.min(frame.height - 7, Math.max(8, frame.y(Math.min(TOP, errors[labelled])) + (up ? -10 : 20)));
        const networkIsAbove = known && network[labelled] > ideal[labelled];
        return (
          <>
            <Curve points={cutAt(TOP, pointsOf(times, network))} frame={frame} hue="mu" symbol="xoh" />
            <Curve
              points={cutAt(TOP, pointsOf(times, ideal))}
              frame={frame}
              hue="x0"
              symbol="xo"
              dash="6 4"
            />
            <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
            {known && (
              <CurveLabel
                x={frame.x(times[labelled])}
                y={labelAt(network, networkIsAbove)}
                hue="mu"
                anchor={networkIsAbove ? 'end' : 'start'}
              >
                {text('network')}
              </CurveLabel>
            )}
            {ideal.length > 0 && (
              <CurveLabel
                x={frame.x(times[labelled])}
                y={labelAt(ideal, !networkIsAbove)}
                hue="x0"
                anchor={networkIsAbove ? 'start' : 'end'}
              >
                {text('ideal')}
              </CurveLabel>
            )}
          </>
        );
      }}
    </Plot>
  );
}
