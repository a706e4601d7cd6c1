/** Milliseconds of a step on one logarithmic axis: a dot an engine, its p95 as a thin line, the least time as a marked one. */
import { scaleLog } from 'd3-scale';
import { useLabels } from '../../ui/Label.tsx';
import { useWidth, type Scale } from '../../ui/Plot.tsx';
import { formatThree } from '../networkReport/formatCount.ts';
import { formatTick, logTicks } from '../networkReport/logTicks.ts';
import type { SpeedGroup } from './groups.ts';
import { AXIS, domainOf, plotLayout, type PlacedGroup, type PlacedRow } from './plotLayout.ts';
import { useNames } from './useNames.ts';

/** px that a value takes at the right of its mark. */
const VALUE = 78;
const NARROW = 620;

export function SpeedPlot({ groups }: { groups: readonly SpeedGroup[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const [ref, width] = useWidth<SVGSVGElement>(1040);
  const isNarrow = width < NARROW;
  const left = isNarrow ? 8 : 262;
  const { groups: placed, height } = plotLayout(groups, isNarrow ? 44 : 28);
  const domain = domainOf(groups);
  const x = scaleLog()
    .domain(domain)
    .range([left, width - VALUE]);
  const description = placed
    .flatMap(({ group, rows }) =>
      rows.map(({ row }) =>
        text('plot.spoken', { group: names.group(group), row: names.row(row), ms: formatThree(row.step_ms) }),
      ),
    )
    .join('; ');
  return (
    <svg
      ref={ref}
      className="plot speed-plot"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={text(placed.length === 0 ? 'plot.empty' : 'plot.description', { values: description })}
    >
      <g className="axis" aria-hidden="true">
        {logTicks(domain, isNarrow ? 5 : 9).map((tick) => (
          <g key={tick} transform={`translate(${x(tick)},0)`}>
            <line y1={AXIS - 8} y2={height} />
            <text y={AXIS - 16} textAnchor="middle">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        <text x={width} y={AXIS - 16} textAnchor="end">
          {text('plot.unit')}
        </text>
      </g>
      {placed.length === 0 && (
        <text
          className="speed-nothing"
          x={(left + width - VALUE) / 2}
          y={height / 2 + 18}
          textAnchor="middle"
        >
          {text('nothing')}
        </text>
      )}
      {placed.map((one) => (
        <Group key={`${one.group.net} ${one.group.batch}`} placed={one} x={x} left={left} />
      ))}
    </svg>
  );
}

function Group({ placed, x, left }: { placed: PlacedGroup; x: Scale; left: number }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const { group, heading, top, rows } = placed;
  const bound = group.roofline?.bound_ms ?? null;
  // The least time was measured on the graphics device, so it says nothing about the other backends' rows.
  const onGpu = rows.filter(({ row }) => row.backend === 'webgpu');
  const isAtLeft = bound !== null && x(bound) - left < 130;
  return (
    <g>
      <text className="speed-heading" y={heading}>
        {names.group(group)}
      </text>
      {bound !== null && onGpu.length > 0 && (
        <g className="hue-mu">
          <line className="speed-bound" x1={x(bound)} x2={x(bound)} y1={top - 6} y2={onGpu.at(-1)!.y + 9} />
          <text
            className="curve-label"
            x={x(bound) + (isAtLeft ? 6 : -6)}
            y={onGpu.at(-1)!.y + (left < 100 ? 15 : 18)}
            textAnchor={isAtLeft ? 'start' : 'end'}
          >
            {text('plot.bound', { ms: formatThree(bound) })}
          </text>
        </g>
      )}
      {rows.map((one) => (
        <Row key={names.row(one.row)} placed={one} x={x} left={left} />
      ))}
    </g>
  );
}

function Row({ placed: { row, y }, x, left }: { placed: PlacedRow; x: Scale; left: number }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const isNarrow = left < 100;
  const isOurs = row.engine === 'ours';
  const js = row.js_ms !== null && row.js_ms > 0 ? row.js_ms : null;
  const end = Math.max(row.step_ms, row.p95_ms);
  return (
    <g className={isOurs ? 'speed-row hue-xt' : 'speed-row'}>
      <text
        className={isOurs ? 'speed-name is-ours' : 'speed-name'}
        x={isNarrow ? 0 : left - 14}
        y={isNarrow ? y - 13 : y}
        dy={isNarrow ? 0 : '0.34em'}
        textAnchor={isNarrow ? 'start' : 'end'}
      >
        {names.engine(row)}
        <tspan className="speed-where">{` · ${names.backend(row)}`}</tspan>
      </text>
      {js !== null && <line className="speed-js" x1={x(js)} x2={x(js)} y1={y - 6} y2={y + 6} />}
      <line className="speed-p95" x1={x(row.step_ms)} x2={x(end)} y1={y} y2={y} />
      <circle r={isOurs ? 6 : 5} cx={x(row.step_ms)} cy={y} />
      <text className="speed-value" x={x(end) + 11} y={y} dy="0.34em">
        {text('ms', { ms: formatThree(row.step_ms) })}
      </text>
    </g>
  );
}
