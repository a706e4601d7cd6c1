import { useMemo } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import {
  chainKernels,
  chainWalk,
  fineIncrements,
  gapsOf,
  sdeKernel,
  sdeWalk,
  slopeOf,
  type Family,
} from './model.ts';

const TICKS = [0, 0.25, 0.5, 0.75, 1];
const minus = (v: number) => String(v).replace('-', '−');

interface Props {
  family: Family;
  T: number;
}

export function WalkPlot({ family, T, seed }: Props & { seed: number }) {
  const { text } = useLabels('demos/chain-to-sde');
  const increments = useMemo(() => fineIncrements(seed), [seed]);
  const sde = useMemo((): Point[] => {
    const { t, x } = sdeWalk(family, increments, 1);
    // Every fifth of 4000 points: finer than the screen.
    return t.flatMap((at, k): Point[] => (k % 5 === 0 ? [[at, x[k]]] : []));
  }, [family, increments]);
  const chain = useMemo((): Point[] => {
    const { t, x } = chainWalk(family, T, increments, 1);
    return t.map((at, k) => [at, x[k]]);
  }, [family, T, increments]);
  return (
    <Plot
      x={{ domain: [0, 1], ticks: TICKS }}
      y={{
        domain: family === 'vp' ? [-3.2, 3.2] : [-7, 7],
        ticks: family === 'vp' ? [-2, 0, 2] : [-5, 0, 5],
        format: minus,
      }}
      height={250}
      margin={{ left: 26, top: 22 }}
      description={text('path', { T })}
    >
      {(frame) => (
        <>
          <Curve points={sde} frame={frame} hue="xt" symbol="pos" />
          <Curve points={chain} frame={frame} hue="x0" symbol="xt" />
          {T <= 100 &&
            chain.map(([t, x]) => (
              <circle
                key={t}
                className="hue-x0"
                fill="currentColor"
                cx={frame.x(t)}
                cy={frame.y(x)}
                r={2.6}
              />
            ))}
          <CurveLabel x={frame.width} y={-8} hue="xt" anchor="end">
            {text('sde')}
          </CurveLabel>
          <CurveLabel x={frame.width - 38} y={-8} hue="x0" anchor="end">
            {text('chain')}
          </CurveLabel>
        </>
      )}
    </Plot>
  );
}

export function KernelPlot({ family, T }: Props) {
  const { text } = useLabels('demos/chain-to-sde');
  const read = (at: { kept: number; variance: number }) =>
    family === 'vp' ? at.kept : Math.sqrt(at.variance);
  const chain = chainKernels(family, T).map((at): Point => [at.t, read(at)]);
  const sde = Array.from({ length: 201 }, (_, i): Point => [i / 200, read(sdeKernel(family, i / 200))]);
  const top = family === 'vp' ? 1 : 3.2;
  return (
    <Plot
      x={{ domain: [0, 1], ticks: TICKS }}
      y={{ domain: [0, top], ticks: family === 'vp' ? [0, 0.5, 1] : [0, 1, 2, 3] }}
      height={150}
      margin={{ left: 26 }}
      description={text('kept', { T })}
    >
      {(frame) => (
        <>
          <Curve points={sde} frame={frame} hue="xt" />
          {T <= 200 ? (
            <g className="hue-x0" fill="currentColor" data-symbol="abt">
              {chain.map(([t, v]) => (
                <circle key={t} cx={frame.x(t)} cy={frame.y(v)} r={2.6} />
              ))}
            </g>
          ) : (
            <Curve points={chain} frame={frame} hue="x0" symbol="abt" dash="5 4" />
          )}
        </>
      )}
    </Plot>
  );
}

export function GapPlot({ family, T }: Props) {
  const { text } = useLabels('demos/chain-to-sde');
  const gaps = useMemo(() => gapsOf(family), [family]);
  const isExact = family === 've';
  const points = gaps.map(({ T: steps, gap }): Point => [steps, gap]);
  return (
    <Plot
      x={{ domain: [20, 2500], log: true, ticks: [25, 100, 500, 2000] }}
      y={{ domain: [0.001, 0.2], log: true, ticks: [0.1, 0.01, 0.001] }}
      height={150}
      margin={{ left: 40 }}
      description={text('gap')}
    >
      {(frame) =>
        isExact ? (
          <CurveLabel x={frame.width / 2} y={frame.height / 2} hue="x0" anchor="middle">
            {text('gapNone')}
          </CurveLabel>
        ) : (
          <>
            <Curve points={points} frame={frame} hue="x0" />
            {points.map(([steps, gap]) => (
              <circle
                key={steps}
                className="hue-x0"
                fill="currentColor"
                cx={frame.x(steps)}
                cy={frame.y(gap)}
                r={steps === T ? 6 : 3}
              />
            ))}
            <CurveLabel x={frame.x(260)} y={frame.y(0.03)} hue="x0">
              {text('gapSlope', { slope: slopeOf(gaps).toFixed(2).replace('-', '−') })}
            </CurveLabel>
          </>
        )
      }
    </Plot>
  );
}
