import { normalPdf } from '../../math/gaussian.ts';
import { Handle } from '../../figures/handles/Handle.tsx';
import type { Hue } from '../../derivations/notation.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { divergenceAt, productOf, sumOf, type Gaussian } from './model.ts';
import type { View } from './state.ts';

const RANGE = [-4.2, 4.2] as const;
const places = Array.from({ length: 421 }, (_, i) => RANGE[0] + (i / 420) * (RANGE[1] - RANGE[0]));
const curveOf = (f: (x: number) => number): Point[] => places.map((x) => [x, f(x)]);
const bell = ({ mean, deviation }: Gaussian) => curveOf((x) => normalPdf(x, mean, deviation ** 2));

interface Props {
  view: View;
  first: Gaussian;
  second: Gaussian;
  onMean: (which: 1 | 2, value: number) => void;
  onDeviation: (which: 1 | 2, value: number) => void;
}

export function PairPlot({ view, first, second, onMean, onDeviation }: Props) {
  const { text } = useLabels('demos/two-gaussians');
  const isDivergence = view === 'divergence';
  const third = view === 'sum' ? sumOf(first, second) : productOf(first, second);
  const thirdHue: Hue = view === 'sum' ? 'xt' : 'mu';
  const parts = [
    curveOf((x) => divergenceAt(x, first, second)),
    curveOf((x) => divergenceAt(x, second, first)),
  ];
  const pair = [
    { which: 1 as const, of: first, hue: 'x0' as Hue, name: text('first') },
    { which: 2 as const, of: second, hue: 'eps' as Hue, name: text('second') },
  ];
  const peaks = [first, second, ...(isDivergence ? [] : [third])].map((g) =>
    normalPdf(0, 0, g.deviation ** 2),
  );
  const values = parts.flat().map((p) => p[1]);
  const top = isDivergence ? Math.max(...peaks, ...values) : Math.max(...peaks);
  // Room below the axis for the part of the integrand that is negative.
  const bottom = isDivergence ? Math.min(-0.12 * top, ...values) : 0;
  return (
    <Plot
      x={{ domain: RANGE, ticks: [-4, -3, -2, -1, 0, 1, 2, 3, 4] }}
      y={{ domain: [bottom, top * 1.05] }}
      height={320}
      margin={{ top: 26, bottom: 30 }}
      hasHandles
      description={text('plot', {
        m1: formatNumber(first.mean, 2),
        m2: formatNumber(second.mean, 2),
        s1: formatNumber(first.deviation, 2),
        s2: formatNumber(second.deviation, 2),
      })}
    >
      {({ x, y }) => (
        <>
          {isDivergence && (
            <line
              className="cursor two-gaussians-zero"
              x1={x(RANGE[0])}
              x2={x(RANGE[1])}
              y1={y(0)}
              y2={y(0)}
            />
          )}
          {pair.map(({ of, hue, which }) => (
            <Curve
              key={which}
              points={bell(of)}
              frame={{ x, y }}
              hue={hue}
              symbol={which === 1 ? 'ma' : 'mb'}
            />
          ))}
          {isDivergence ? (
            parts.map((points, i) => (
              <g key={i}>
                <Area points={points} frame={{ x, y }} hue={i === 0 ? 'x0' : 'eps'} opacity={0.16} />
                <Curve points={points} frame={{ x, y }} hue={i === 0 ? 'x0' : 'eps'} dash="5 4" />
              </g>
            ))
          ) : (
            <>
              <Area points={bell(third)} frame={{ x, y }} hue={thirdHue} opacity={0.2} />
              <Curve
                points={bell(third)}
                frame={{ x, y }}
                hue={thirdHue}
                symbol={view === 'product' ? 'vprod' : undefined}
              />
              <CurveLabel
                x={x(Math.max(-3.8, Math.min(3.8, third.mean)))}
                y={y(normalPdf(0, 0, third.deviation ** 2)) - 9}
                hue={thirdHue}
                anchor="middle"
              >
                {text(view)}
              </CurveLabel>
            </>
          )}
          {pair.map(({ of, hue, name, which }) => {
            const outward = (which === 1) === first.mean <= second.mean ? -1 : 1;
            const { mean, deviation } = of;
            return (
              <g key={which}>
                <CurveLabel
                  x={x(mean + outward * deviation) + outward * 8}
                  y={y(normalPdf(deviation, 0, deviation ** 2) * 1.15)}
                  hue={hue}
                  anchor={outward < 0 ? 'end' : 'start'}
                >
                  {name}
                </CurveLabel>
                <Handle
                  name={text(`s${which}`)}
                  valueText={formatNumber(deviation, 2)}
                  value={mean + outward * deviation}
                  x={x}
                  y={y(normalPdf(deviation, 0, deviation ** 2))}
                  hue={hue}
                  symbol={which === 1 ? 'sa' : 'sb'}
                  shape="ring"
                  onDrag={(value) => onDeviation(which, Math.abs(value - mean))}
                />
                <Handle
                  name={text(`m${which}`)}
                  value={mean}
                  x={x}
                  y={y(0)}
                  hue={hue}
                  symbol={which === 1 ? 'ma' : 'mb'}
                  onDrag={(value) => onMean(which, value)}
                />
              </g>
            );
          })}
        </>
      )}
    </Plot>
  );
}
