import { useMemo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { equations } from './equations.ts';
import { eulerPath, type FinePath } from './model.ts';
import { FINEST, type Kind } from './state.ts';

const N = 2 ** FINEST;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Every second point of the fine grid: finer than the screen. */
const fineLine = (values: Float64Array): Point[] =>
  Array.from({ length: N / 2 + 1 }, (_, i) => [(2 * i) / N, values[2 * i]]);

interface Props {
  kind: Kind;
  path: FinePath;
  /** Steps of Euler–Maruyama. */
  n: number;
}

const framed = (values: readonly number[]): [number, number] => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.08 * (high - low);
  return [low - room, high + room];
};

export function SolutionPlot({ kind, path, n }: Props) {
  const { text } = useLabels('demos/sde-primer');
  const exact = useMemo(() => fineLine(path.exact), [path]);
  // The frame holds the coarsest path too, so that it does not move with the step.
  const domain = useMemo(
    () =>
      framed([2, 4, 8, 64].flatMap((m) => [...eulerPath(equations[kind], path.w, m)]).concat(...path.exact)),
    [kind, path],
  );
  const euler = [...eulerPath(equations[kind], path.w, n)].map((x, k): Point => [k / n, x]);
  return (
    <Plot
      x={{ domain: [0, 1], ticks: TICKS }}
      y={{ domain, ticks: [0, 1, 2, 3, 4].filter((v) => v >= domain[0] && v <= domain[1]) }}
      height={200}
      margin={{ left: 26, top: 22 }}
      description={text('path', { n })}
    >
      {(frame) => (
        <>
          <Curve points={exact} frame={frame} hue="xt" symbol="pos" />
          <Curve points={euler} frame={frame} hue="mu" />
          {n <= 64 &&
            euler.map(([t, x]) => (
              <circle
                key={t}
                className="hue-mu"
                fill="currentColor"
                cx={frame.x(t)}
                cy={frame.y(x)}
                r={2.8}
              />
            ))}
          <CurveLabel x={frame.width} y={-8} hue="xt" anchor="end">
            {text('exact')}
          </CurveLabel>
          <CurveLabel x={frame.width - 50} y={-8} hue="mu" anchor="end">
            {text(kind === 'ode' ? 'eulerOde' : 'euler')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}

export function WienerPlot({ path, n }: Omit<Props, 'kind'>) {
  const { text } = useLabels('demos/sde-primer');
  const fine = useMemo(() => fineLine(path.w), [path]);
  const roots = (sign: number): Point[] => fine.map(([t]) => [t, sign * Math.sqrt(t)]);
  return (
    <Plot
      x={{ domain: [0, 1], ticks: TICKS }}
      y={{ domain: [-2.2, 2.2], ticks: [-2, -1, 0, 1, 2], format: (v) => String(v).replace('-', '−') }}
      height={150}
      margin={{ left: 26 }}
      description={text('wiener')}
    >
      {(frame) => (
        <>
          <Curve points={roots(1)} frame={frame} hue="plain" dash="3 3" />
          <Curve points={roots(-1)} frame={frame} hue="plain" dash="3 3" />
          <Curve points={fine} frame={frame} hue="eps" />
          {n <= 64 &&
            Array.from({ length: n + 1 }, (_, k) => (
              <circle
                key={k}
                className="hue-mu"
                fill="currentColor"
                cx={frame.x(k / n)}
                cy={frame.y(path.w[(k * N) / n])}
                r={2.8}
              />
            ))}
          <CurveLabel x={frame.width} y={frame.y(-1) + 18} hue="plain" anchor="end">
            {text('root')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}
