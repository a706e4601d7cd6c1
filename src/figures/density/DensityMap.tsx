/** A heat map of a density p_t(x): time to the right, place upwards, darker where it is denser. Paths go over it. */
import { useCallback, useMemo, type ReactNode } from 'react';
import { Plot, type Scale } from '../../ui/Plot.tsx';
import { Canvas } from '../Canvas.tsx';
import { colourRamp } from './colourRamp.ts';
import { levelOf, type DensityField, type FieldGrid } from './densityField.ts';
import { useThemeColours } from './useThemeColours.ts';
import './density.css';

export interface MapFrame {
  x: Scale;
  y: Scale;
  width: number;
  height: number;
}

interface Props {
  grid: FieldGrid;
  /** Null while it is computed: the frame stands already. */
  field: DensityField | null;
  height: number;
  /** What the axes mean: one letter each, e.g. `t` and `x`. */
  timeLabel: string;
  placeLabel: string;
  timeTicks: readonly number[];
  placeTicks: readonly number[];
  formatTime?: (t: number) => string;
  /** The density with the strongest colour. */
  top?: number;
  description: string;
  children?: (frame: MapFrame) => ReactNode;
}

/** The room around the map, in px; `marginalMargin` keeps a plot beside it level with it. */
export const mapMargin = { top: 8, right: 10, bottom: 34, left: 34 } as const;

/** Stops short of the full hue, so that lines of every hue are seen on it. */
const REACH = 0.8;

export function DensityMap({ grid, field, height, description, top = 0.85, ...axes }: Props) {
  const { times, places } = grid;
  const { timeLabel, placeLabel, timeTicks, placeTicks, formatTime = String, children } = axes;
  const inner = height - mapMargin.top - mapMargin.bottom;
  return (
    <div className="density-map" style={{ blockSize: height }}>
      <div
        className="density-map-canvas"
        style={{
          insetInline: `${mapMargin.left}px ${mapMargin.right}px`,
          insetBlockStart: mapMargin.top,
          blockSize: inner,
        }}
      >
        {field && <FieldCanvas field={field} top={top} description={description} />}
      </div>
      <Plot
        x={{ domain: times, ticks: timeTicks, format: formatTime }}
        y={{ domain: places, ticks: placeTicks, format: (x) => String(x).replace('-', '−') }}
        height={height}
        margin={mapMargin}
        description={description}
      >
        {(frame) => (
          <>
            <text className="density-axis" x={frame.width} y={frame.height + 32} textAnchor="end">
              {timeLabel}
            </text>
            <text className="density-axis" x={-30} y={6}>
              {placeLabel}
            </text>
            {children?.(frame)}
          </>
        )}
      </Plot>
    </div>
  );
}

function FieldCanvas({ field, top, description }: { field: DensityField; top: number; description: string }) {
  const colours = useThemeColours('paper xt');
  const ramp = useMemo(() => {
    const [paper, hue] = colours.split(' ');
    return colourRamp(paper, hue, REACH);
  }, [colours]);
  const paint = useCallback(
    ({ data }: ImageData) => {
      field.values.forEach((value, i) => {
        const at = 3 * Math.round(255 * levelOf(value, top));
        data[4 * i] = ramp[at];
        data[4 * i + 1] = ramp[at + 1];
        data[4 * i + 2] = ramp[at + 2];
        data[4 * i + 3] = 255;
      });
    },
    [field, top, ramp],
  );
  return (
    <Canvas width={field.columns} height={field.rows} paint={paint} description={description} symbol="dens" />
  );
}
