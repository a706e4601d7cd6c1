/** The density at one time, standing on its side beside a density map: places upwards on the same scale. */
import type { ReactNode } from 'react';
import { line } from 'd3-shape';
import type { Hue } from '../../derivations/notation.ts';
import { Plot } from '../../ui/Plot.tsx';
import { mapMargin, type MapFrame } from './DensityMap.tsx';

export interface Bars {
  /** Density in equal bins over the places, lowest first. */
  density: ArrayLike<number>;
  hue: Hue;
  symbol?: string;
}

export interface Outline {
  density: ArrayLike<number>;
  hue: Hue;
  symbol?: string;
}

interface Props {
  places: readonly [number, number];
  height: number;
  /** The largest density that is shown. */
  top: number;
  bars: Bars;
  /** Exact densities of the bins, drawn as a line. */
  outline?: Outline;
  description: string;
  children?: (frame: MapFrame) => ReactNode;
}

export function Marginal({ places: [low, high], height, top, bars, outline, description, children }: Props) {
  return (
    <div className="density-marginal">
      <Plot
        x={{ domain: [0, top], ticks: [] }}
        y={{ domain: [low, high] }}
        height={height}
        margin={{ ...mapMargin, left: 2, right: 2 }}
        description={description}
      >
        {(frame) => {
          const width = (high - low) / bars.density.length;
          const centreOf = (i: number) => low + (i + 0.5) * width;
          const clip = (d: number) => Math.min(d, top);
          const outlined = outline && Array.from(outline.density);
          return (
            <>
              <g
                className={`hue-${bars.hue}`}
                fill="currentColor"
                fillOpacity={0.45}
                data-symbol={bars.symbol}
              >
                {Array.from(bars.density, (d, i) => (
                  <rect
                    key={i}
                    x={0}
                    y={frame.y(low + (i + 1) * width) + 0.5}
                    width={frame.x(clip(d))}
                    height={Math.max(0.5, frame.y(low) - frame.y(low + width) - 1)}
                  />
                ))}
              </g>
              {outlined && (
                <path
                  className={`curve hue-${outline.hue}`}
                  data-symbol={outline.symbol}
                  d={
                    line<number>(
                      (d) => frame.x(clip(d)),
                      (_, i) => frame.y(centreOf(i)),
                    )(outlined) ?? undefined
                  }
                />
              )}
              <line className="density-base" y2={frame.height} />
              {children?.(frame)}
            </>
          );
        }}
      </Plot>
    </div>
  );
}
