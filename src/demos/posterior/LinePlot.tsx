import { KnownHandle } from '../../figures/handles/KnownHandle.tsx';
import type { Hue } from '../../derivations/notation.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import type { Gaussian } from './model.ts';

const RANGE = [-2.6, 2.6] as const;

/** A Gaussian drawn to height 1, finely near its centre; a spike where the variance is 0. */
function bell({ mean, variance }: Gaussian): Point[] {
  const deviation = Math.max(Math.sqrt(variance), 1e-4);
  const steps = Array.from({ length: 161 }, (_, i) => (i - 80) / 16);
  const inside = steps.map((z): Point => [mean + deviation * z, Math.exp(-(z * z) / 2)]);
  const ends = RANGE.map((x): Point => [x, Math.exp(-((x - mean) ** 2) / (2 * deviation ** 2))]);
  const kept = inside.filter(([x]) => x > RANGE[0] && x < RANGE[1]);
  return [ends[0], ...kept, ends[1]];
}

interface Props {
  t: number;
  x0: number;
  xt: number;
  gaussians: { fromXt: Gaussian; fromX0: Gaussian; both: Gaussian };
  onX0: (value: number) => void;
  onXt: (value: number) => void;
}

/** The number line with the two things known and the three Gaussians over x_{t-1}. */
export function LinePlot({ t, x0, xt, gaussians: { fromXt, fromX0, both }, onX0, onXt }: Props) {
  const { text } = useLabels('demos/posterior');
  const isLeft = fromX0.mean <= both.mean;
  const labels: { key: string; hue: Hue; at: number; y: number; anchor: 'start' | 'end' }[] = [
    {
      key: 'fromX0',
      hue: 'x0',
      at: fromX0.mean - (isLeft ? 0.9 : -0.9) * Math.sqrt(fromX0.variance),
      y: 0.66,
      anchor: isLeft ? 'end' : 'start',
    },
    {
      key: 'fromXt',
      hue: 'xt',
      at: fromXt.mean + (isLeft ? 1.2 : -1.2) * Math.sqrt(fromXt.variance),
      y: 0.45,
      anchor: isLeft ? 'start' : 'end',
    },
  ];
  return (
    <Plot
      x={{ domain: RANGE, ticks: [-2, -1, 0, 1, 2] }}
      y={{ domain: [0, 1] }}
      height={270}
      margin={{ top: 30, bottom: 50 }}
      hasHandles
      description={text('line', {
        from: t - 1,
        xt: formatNumber(xt, 2),
        x0: formatNumber(x0, 2),
        mean: formatNumber(both.mean),
        deviation: formatNumber(Math.sqrt(both.variance)),
      })}
    >
      {({ x, y, width, height }) => {
        const inside = (px: number) => Math.min(width - 100, Math.max(100, px));
        return (
          <>
            <Curve points={bell(fromX0)} frame={{ x, y }} hue="x0" symbol="xo" />
            <Area points={bell(both)} frame={{ x, y }} hue="mu" opacity={0.22} />
            <Curve points={bell(fromXt)} frame={{ x, y }} hue="xt" symbol="xt" />
            <Curve points={bell(both)} frame={{ x, y }} hue="mu" symbol="mut" />
            {labels.map(({ key, hue, at, y: high, anchor }) => (
              <CurveLabel
                key={key}
                x={inside(x(at)) + (anchor === 'start' ? 7 : -7)}
                y={y(high)}
                hue={hue}
                anchor={anchor}
              >
                {text(key)}
              </CurveLabel>
            ))}
            <CurveLabel x={inside(x(both.mean))} y={-12} hue="mu" anchor="middle">
              {text('both')}
            </CurveLabel>
            <KnownHandle of="x0" name={text('x0Name')} value={x0} frame={{ x, height }} onDrag={onX0} />
            <KnownHandle of="xt" name={text('xtName')} value={xt} frame={{ x, height }} onDrag={onXt} />
          </>
        );
      }}
    </Plot>
  );
}
