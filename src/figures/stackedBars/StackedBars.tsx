/** Sums as bars of parts laid end to end, one row for each sum, all to one scale. */
import type { Hue } from '../../derivations/notation.ts';
import { useWidth } from '../../ui/Plot.tsx';
import './stackedBars.css';

export interface Part {
  id: string;
  /** Written in the part where there is room, else left out: the rows' names and a table hold the rest. */
  label: string;
  /** Negative values are drawn as nothing. */
  value: number;
  hue: Hue;
  symbol?: string;
  opacity?: number;
}

interface Row {
  id: string;
  name: string;
  parts: readonly Part[];
  /** Written after the bar. */
  sum: string;
}

const BAR = 30;
const ROW = 54;

export function StackedBars({
  rows,
  full,
  description,
}: {
  rows: readonly Row[];
  /** The sum that fills the width. */
  full: number;
  description: string;
}) {
  const [ref, width] = useWidth<SVGSVGElement>(560);
  const scale = (width - 96) / full;
  return (
    <svg
      ref={ref}
      className="plot stacked-bars"
      height={ROW * rows.length}
      viewBox={`0 0 ${width} ${ROW * rows.length}`}
      role="img"
      aria-label={description}
    >
      {rows.map((row, k) => {
        const ends = row.parts.reduce<number[]>(
          (all, p) => [...all, all[all.length - 1] + Math.max(0, p.value)],
          [0],
        );
        const top = k * ROW + 17;
        return (
          <g key={row.id}>
            <text x={0} y={top - 5}>
              {row.name}
            </text>
            {row.parts.map((part, i) => {
              const length = Math.max(0, part.value) * scale;
              return (
                <g key={part.id} className={`hue-${part.hue}`} data-symbol={part.symbol}>
                  <rect
                    x={ends[i] * scale}
                    y={top}
                    width={Math.max(0, length - (length > 3 ? 1 : 0))}
                    height={BAR}
                    fill="currentColor"
                    fillOpacity={part.opacity ?? 0.75}
                  />
                  {length > 12 + 7 * part.label.length && (
                    <text
                      className={
                        (part.opacity ?? 1) < 0.6 ? 'stacked-bars-label on-pale' : 'stacked-bars-label'
                      }
                      x={(ends[i] + part.value / 2) * scale}
                      y={top + BAR / 2}
                      dy="0.35em"
                      textAnchor="middle"
                    >
                      {part.label}
                    </text>
                  )}
                </g>
              );
            })}
            <text className="curve-label" x={ends[ends.length - 1] * scale + 7} y={top + BAR / 2} dy="0.35em">
              {row.sum}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
