import { useMemo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { boundOf, negativeLogLikelihood, type Chain } from './model.ts';
import { ellipseOf, forwardPath, modelPath } from './pathGaussian.ts';

/** Where the path can have run: q's ellipses and those of the model's posterior. */
export function PathPlot({ chain }: { chain: Chain }) {
  const { text } = useLabels('demos/two-step-chain');
  const q = forwardPath(chain);
  const p = modelPath(chain);
  return (
    <Plot
      x={{ domain: [-3.2, 3.2], ticks: [-3, -2, -1, 0, 1, 2, 3], format: (v) => String(v).replace('-', '−') }}
      y={{ domain: [-3.2, 3.2], ticks: [-2, 0, 2], format: (v) => String(v).replace('-', '−') }}
      height={290}
      margin={{ left: 30, top: 18 }}
      description={text('paths')}
    >
      {(frame) => (
        <>
          {[1, 2].map((radius) => (
            <g key={radius}>
              <Curve points={ellipseOf(q, radius)} frame={frame} hue="xt" symbol="xlat" />
              <Curve points={ellipseOf(p, radius)} frame={frame} hue="mu" symbol="wth" dash="5 4" />
            </g>
          ))}
          <CurveLabel x={6} y={8} hue="xt">
            {text('forward')}
          </CurveLabel>
          <CurveLabel x={6} y={26} hue="mu">
            {text('posterior')}
          </CurveLabel>
          <CurveLabel x={frame.width - 2} y={frame.height - 8} hue="xt" anchor="end">
            {text('x1')}
          </CurveLabel>
          <CurveLabel x={frame.x(0)} y={-6} hue="xt" anchor="middle">
            {text('x2')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}

const WEIGHTS = Array.from({ length: 57 }, (_, i) => i * 0.025);

/** Both sides of the inequality over the model's factor w. */
export function BothSidesPlot({ chain }: { chain: Chain }) {
  const { text } = useLabels('demos/two-step-chain');
  const { x0, beta, sigma, weight } = chain;
  const [bound, truth] = useMemo(() => {
    const sidesOf = (f: (chain: Chain) => number): Point[] =>
      WEIGHTS.map((w) => [w, f({ x0, beta, sigma, weight: w })]);
    return [sidesOf(boundOf), sidesOf(negativeLogLikelihood)];
  }, [x0, beta, sigma]);
  const low = Math.min(...truth.map((p) => p[1])) - 0.15;
  const high = Math.min(Math.max(...bound.map((p) => p[1])), low + 4.5);
  const cut = ([x, y]: Point): Point => [x, y > high ? NaN : y];
  const now: [number, number] = [boundOf(chain), negativeLogLikelihood(chain)];
  return (
    <Plot
      x={{ domain: [0, 1.4], ticks: [0, 0.5, 1] }}
      y={{ domain: [low, high], ticks: [Math.ceil(low), Math.floor(high)] }}
      height={290}
      margin={{ left: 30, top: 18 }}
      description={text('sides', { bound: now[0].toFixed(3), truth: now[1].toFixed(3) })}
    >
      {(frame) => (
        <>
          <Area
            points={bound.map(([x, y]): Point => [x, Math.min(y, high)])}
            base={truth.map(([x, y]): Point => [x, Math.min(y, high)])}
            frame={frame}
            hue="mu"
            opacity={0.14}
          />
          <Curve points={bound.map(cut)} frame={frame} hue="mu" symbol="wth" />
          <Curve points={truth.map(cut)} frame={frame} hue="x0" symbol="xo" />
          <line className="cursor" x1={frame.x(weight)} x2={frame.x(weight)} y2={frame.height} />
          <circle
            className="hue-mu"
            fill="currentColor"
            cx={frame.x(weight)}
            cy={frame.y(Math.min(high, now[0]))}
            r={5}
          />
          <circle
            className="hue-x0"
            fill="currentColor"
            cx={frame.x(weight)}
            cy={frame.y(Math.min(high, now[1]))}
            r={5}
          />
          <CurveLabel x={frame.x(0.12)} y={frame.y(Math.min(high, bound[5][1])) - 10} hue="mu">
            {text('boundCurve')}
          </CurveLabel>
          <CurveLabel x={frame.x(0.12)} y={frame.y(truth[5][1]) + 20} hue="x0">
            {text('truthCurve')}
          </CurveLabel>
          <CurveLabel x={frame.width - 2} y={frame.height - 8} hue="mu" anchor="end">
            {text('w')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}
