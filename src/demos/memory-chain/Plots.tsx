import { normalPdf } from '../../math/gaussian.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { covarianceOf, meansOf, nextGivenBoth, nextGivenLast, type Chain, type Measured } from './model.ts';

const RANGE = [-2.4, 3.2] as const;
const places = Array.from({ length: 281 }, (_, i) => RANGE[0] + (i / 280) * (RANGE[1] - RANGE[0]));
const bell = ({ mean, variance }: { mean: number; variance: number }): Point[] =>
  places.map((x) => [x, normalPdf(x, mean, variance)]);

/** q(x_3 | x_2, x_1) for two x_1, one small and one large, and the same x_2. */
export function NextPlot({ chain }: { chain: Chain }) {
  const { text } = useLabels('demos/memory-chain');
  const means = meansOf(chain);
  const deviation = Math.sqrt(covarianceOf(chain, 1, 1));
  const x2 = means[2];
  const [low, high] = [means[1] - 1.5 * deviation, means[1] + 1.5 * deviation];
  const [afterLow, afterHigh] = [nextGivenBoth(chain, x2, low), nextGivenBoth(chain, x2, high)];
  const alone = nextGivenLast(chain, x2);
  const top = normalPdf(0, 0, chain.beta) * 1.3;
  const isMarkov = chain.memory === 0;
  const format = (v: number) => formatNumber(v, 2);
  return (
    <Plot
      x={{ domain: RANGE, ticks: [-2, -1, 0, 1, 2, 3] }}
      y={{ domain: [0, top] }}
      height={250}
      description={text('next', {
        x2: format(x2),
        low: format(low),
        high: format(high),
        meanLow: format(afterLow.mean),
        meanHigh: format(afterHigh.mean),
      })}
    >
      {({ x, y }) => {
        const peak = y(normalPdf(0, 0, chain.beta)) - 10;
        const shoulder = 1.2 * Math.sqrt(chain.beta);
        return (
          <>
            <Area points={bell(afterLow)} frame={{ x, y }} hue="xt" opacity={0.14} />
            <Curve points={bell(afterLow)} frame={{ x, y }} hue="xt" symbol="xthree" />
            <Curve points={bell(afterHigh)} frame={{ x, y }} hue="xt" symbol="xthree" dash="7 4" />
            {!isMarkov && <Curve points={bell(alone)} frame={{ x, y }} hue="mu" dash="2 4" />}
            {isMarkov ? (
              <CurveLabel x={x(afterLow.mean)} y={peak} hue="xt" anchor="middle">
                {text('same')}
              </CurveLabel>
            ) : (
              <>
                <CurveLabel x={x(afterLow.mean - shoulder)} y={y(top * 0.42)} hue="xt" anchor="end">
                  {text('low')}
                </CurveLabel>
                <CurveLabel x={x(afterHigh.mean + shoulder)} y={y(top * 0.42)} hue="xt">
                  {text('high')}
                </CurveLabel>
                <CurveLabel x={x(alone.mean)} y={8} hue="mu" anchor="middle">
                  {text('alone')}
                </CurveLabel>
              </>
            )}
          </>
        );
      }}
    </Plot>
  );
}

/** What x_2 leaves unexplained of x_1 and x_3, chain by chain, with the line that the exact covariances give. */
export function ScatterPlot({ chain, measured }: { chain: Chain; measured: Measured }) {
  const { text } = useLabels('demos/memory-chain');
  const c = (j: number, k: number) => covarianceOf(chain, j, k);
  const left = (j: number, k: number) => c(j, k) - (c(j, 2) * c(2, k)) / c(2, 2);
  const slope = left(3, 1) / left(1, 1);
  const size = 2;
  return (
    <Plot
      x={{ domain: [-size, size], ticks: [-2, -1, 0, 1, 2] }}
      y={{ domain: [-2.6, 2.6] }}
      height={250}
      description={text('scatter', { correlation: formatNumber(measured.correlation, 2) })}
    >
      {({ x, y }) => (
        <>
          <path
            className="memory-chain-cloud hue-xt"
            d={measured.rests.x1
              .map((r, i) => `M${x(r).toFixed(1)} ${y(measured.rests.x3[i]).toFixed(1)}h0`)
              .join('')}
          />
          <Curve
            points={[
              [-size, -size * slope],
              [size, size * slope],
            ]}
            frame={{ x, y }}
            hue="mu"
          />
        </>
      )}
    </Plot>
  );
}
