import type { Hue } from '../../derivations/notation.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { density, type Mixture1 } from '../../math/mixture.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, CurveLabel, Plot, type Point, type Scale } from '../../ui/Plot.tsx';

/** f at n places of a range. */
export const curveOf = (f: (x: number) => number, [low, high]: readonly [number, number], n = 361): Point[] =>
  Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1)).map((x) => [x, f(x)]);

/** Point masses as lines: where x is exactly known there is no density. */
export function Spikes({ of, x, height, hue }: { of: Mixture1; x: Scale; height: number; hue: Hue }) {
  const top = Math.max(...of.weights);
  return (
    <g className={`hue-${hue}`} data-symbol="xp">
      {of.means.map((mean, k) => (
        <line
          key={mean}
          className="curve"
          x1={x(mean)}
          x2={x(mean)}
          y1={height}
          y2={height * (1 - (0.9 * of.weights[k]) / top)}
        />
      ))}
    </g>
  );
}

export const isPoints = (m: Mixture1) => m.variances.every((v) => v === 0);

export interface Zoom {
  domain: readonly [number, number];
  factor: number;
}

/** The part of the line where the kernel lives. */
export function zoomOf({ mean, variance }: { mean: number; variance: number }): Zoom {
  const half = variance > 0 ? 4 * Math.sqrt(variance) : 0.1;
  return { domain: [mean - half, mean + half], factor: 3 / half };
}

interface Props {
  /** The exact kernel, a mixture. */
  kernel: Mixture1;
  /** The Gaussian beside it: none is drawn for variance 0. */
  mean: number;
  variance: number;
  /** KL(kernel ‖ Gaussian) in nats, for the description. */
  divergence: number;
  zoom: Zoom;
  /** What the Gaussian is called. */
  name: string;
}

/** The exact kernel and a Gaussian, near the kernel's own place. */
export function KernelPlot({ kernel, mean, variance, divergence, zoom, name }: Props) {
  const { text } = useLabels('figures/kernel');
  const { domain } = zoom;
  const exact = isPoints(kernel) ? [] : curveOf((x) => density(kernel, x), domain);
  const gaussian = variance > 0 ? curveOf((x) => normalPdf(x, mean, variance), domain) : [];
  const top = 1.12 * Math.max(...[...exact, ...gaussian].map((p) => p[1]), variance > 0 ? 0 : 1);
  const digits = Math.max(1, Math.ceil(Math.log10(12 / (domain[1] - domain[0])) + 0.5));
  return (
    <Plot
      x={{ domain, format: (v) => formatNumber(v, digits) }}
      y={{ domain: [0, top] }}
      height={250}
      margin={{ top: 26, bottom: 48 }}
      description={text('kernel', { kl: formatNumber(divergence) })}
    >
      {({ x, y, width, height }) => (
        <>
          {exact.length > 0 ? (
            <>
              <Area points={exact} frame={{ x, y }} hue="xt" opacity={0.18} />
              <Curve points={exact} frame={{ x, y }} hue="xt" symbol="xp" />
            </>
          ) : (
            <Spikes of={kernel} x={x} height={height} hue="xt" />
          )}
          {gaussian.length > 0 && (
            <Curve points={gaussian} frame={{ x, y }} hue="mu" symbol="mut" dash="6 4" />
          )}
          <CurveLabel x={8} y={4} hue="xt">
            {text('exact')}
          </CurveLabel>
          {gaussian.length > 0 && (
            <CurveLabel x={width - 8} y={4} hue="mu" anchor="end">
              {name}
            </CurveLabel>
          )}
        </>
      )}
    </Plot>
  );
}
