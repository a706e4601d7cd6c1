/** Plot primitives: a plot is a plain component; d3 gives scales and shapes, React draws. */
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Hue } from '../derivations/notation.ts';

export type Scale = ScaleContinuousNumeric<number, number>;
export type Point = readonly [x: number, y: number];

interface Axis {
  domain: readonly [number, number];
  log?: boolean;
  /** The ticks' values; about five are chosen if left out. An empty list hides them. */
  ticks?: readonly number[];
  format?: (value: number) => string;
}

export interface Frame {
  x: Scale;
  y: Scale;
  width: number;
  height: number;
}

interface Props {
  x: Axis;
  y: Axis;
  height: number;
  margin?: { top?: number; right?: number; bottom?: number; left?: number };
  /** What the plot shows, in words, for those who do not see it. */
  description: string;
  /** Whether it holds handles: it is a group then, since nothing inside an image is read or takes the focus. */
  hasHandles?: boolean;
  children: (frame: Frame) => ReactNode;
}

const scaleOf = (domain: [number, number], log: boolean | undefined, range: [number, number]): Scale =>
  (log ? scaleLog() : scaleLinear()).domain(domain).range(range);

/** The width of an element, followed as it changes. */
export function useWidth<E extends Element>(initial: number) {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => {
      // What is hidden keeps its width.
      if (contentRect.width > 0) setWidth(Math.max(120, contentRect.width));
    });
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

export function Plot({ x, y, height, margin, description, hasHandles, children }: Props) {
  const [ref, width] = useWidth<SVGSVGElement>(560);
  const { top = 8, right = 8, bottom = 24, left = 8 } = margin ?? {};
  const [xLow, xHigh] = x.domain;
  const [yLow, yHigh] = y.domain;
  // The same frame as long as nothing about it changes, so that curves are not drawn anew with every render.
  const frame = useMemo<Frame>(() => {
    const size = { width: width - left - right, height: height - top - bottom };
    return {
      x: scaleOf([xLow, xHigh], x.log, [0, size.width]),
      y: scaleOf([yLow, yHigh], y.log, [size.height, 0]),
      ...size,
    };
  }, [width, height, left, right, top, bottom, xLow, xHigh, yLow, yHigh, x.log, y.log]);
  const xTicks = x.ticks ?? frame.x.ticks(5);
  const yTicks = y.ticks ?? [];
  return (
    <svg
      ref={ref}
      className="plot"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={hasHandles ? 'group' : 'img'}
      aria-label={description}
    >
      <g transform={`translate(${left},${top})`}>
        <g className="axis" aria-hidden="true">
          {yTicks.map((tick) => (
            <g key={tick} transform={`translate(0,${frame.y(tick)})`}>
              <line x2={frame.width} />
              <text x={-6} dy="0.32em" textAnchor="end">
                {(y.format ?? String)(tick)}
              </text>
            </g>
          ))}
          <line y1={frame.height} y2={frame.height} x2={frame.width} />
          {xTicks.map((tick, i) => {
            const at = frame.x(tick);
            const anchor = at < 8 && i === 0 ? 'start' : at > frame.width - 8 ? 'end' : 'middle';
            return (
              <text key={tick} x={at} y={frame.height + 18} textAnchor={left > 20 ? 'middle' : anchor}>
                {(x.format ?? String)(tick)}
              </text>
            );
          })}
        </g>
        {children(frame)}
      </g>
    </svg>
  );
}

interface CurveProps {
  points: readonly Point[];
  frame: { x: Scale; y: Scale };
  hue: Hue;
  /** The id of the symbol that the curve draws; hovering either lights up both. */
  symbol?: string;
  dash?: string;
}

export const Curve = memo(function Curve({ points, frame, hue, symbol, dash }: CurveProps) {
  const path = line<Point>(
    (p) => frame.x(p[0]),
    (p) => frame.y(p[1]),
  ).defined((p) => Number.isFinite(p[1]))(points);
  return (
    <path className={`curve hue-${hue}`} data-symbol={symbol} d={path ?? undefined} strokeDasharray={dash} />
  );
});

/** The area between the points and a base line (or a second list of points). */
export const Area = memo(function Area({
  points,
  base = 0,
  frame,
  hue,
  opacity = 0.35,
  symbol,
}: CurveProps & { base?: number | readonly Point[]; opacity?: number }) {
  const baseAt = (i: number) => frame.y(typeof base === 'number' ? base : base[i][1]);
  const path = area<Point>()
    .x((p) => frame.x(p[0]))
    .y0((_, i) => baseAt(i))
    .y1((p) => frame.y(p[1]))(points);
  return (
    <path
      className={`hue-${hue}`}
      data-symbol={symbol}
      d={path ?? undefined}
      fill="currentColor"
      fillOpacity={opacity}
    />
  );
});

/** A name that stands on its curve. */
export function CurveLabel({
  x,
  y,
  hue,
  anchor = 'start',
  children,
}: {
  x: number;
  y: number;
  hue: Hue;
  anchor?: 'start' | 'middle' | 'end';
  children: string;
}) {
  return (
    <text className={`curve-label hue-${hue}`} x={x} y={y} textAnchor={anchor}>
      {children}
    </text>
  );
}
