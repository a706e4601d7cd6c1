import { memo, useMemo } from 'react';
import { line } from 'd3-shape';
import type { Hue } from '../../derivations/notation.ts';
import type { MapFrame } from './DensityMap.tsx';

export interface Path {
  readonly t: ArrayLike<number>;
  readonly x: ArrayLike<number>;
}

interface Props {
  paths: readonly Path[];
  frame: MapFrame;
  hue: Hue;
  symbol?: string;
  /** Thinner and lighter, for many of them. */
  faint?: boolean;
}

const indices = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Paths over a density map; one line each, in one hue. */
export function Paths({ paths, frame, hue, symbol, faint }: Props) {
  const { width, height } = frame;
  const [t0, t1] = frame.x.domain();
  const [x0, x1] = frame.y.domain();
  const lines = useMemo(() => {
    const across = (t: number) => ((t - t0) / (t1 - t0)) * width;
    const up = (x: number) => height - ((x - x0) / (x1 - x0)) * height;
    return paths.map(
      ({ t, x }) =>
        line<number>(
          (i) => Math.round(10 * across(t[i])) / 10,
          (i) => Math.round(10 * Math.min(2 * height, Math.max(-height, up(x[i])))) / 10,
        ).defined((i) => Number.isFinite(x[i]))(indices(t.length)) ?? '',
    );
  }, [paths, width, height, t0, t1, x0, x1]);
  return <Lines lines={lines} hue={hue} symbol={symbol} faint={faint} width={width} height={height} />;
}

interface LinesProps extends Omit<Props, 'paths' | 'frame'> {
  lines: readonly string[];
  width: number;
  height: number;
}

/** Drawn anew only when the lines change, not when the reader moves t. */
const Lines = memo(function Lines({ lines, hue, symbol, faint, width, height }: LinesProps) {
  return (
    <svg width={width} height={height} className="density-paths-frame">
      <g className={`density-paths hue-${hue}${faint ? ' density-paths-faint' : ''}`} data-symbol={symbol}>
        {lines.map((d, i) => (
          <path key={i} d={d} />
        ))}
      </g>
    </svg>
  );
});
