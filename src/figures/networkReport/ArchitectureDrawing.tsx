import { useLabels } from '../../ui/Label.tsx';
import { useWidth } from '../../ui/Plot.tsx';
import type { Architecture, DrawnLayer } from './architecture.ts';
import { formatCount } from './formatCount.ts';

const ROW = 24;
const BAR = 15;
/** Kept above a level for its name. */
const HEAD = 30;
/** Kept above the first level for what goes in and comes out. */
const ENDS = 26;
/** Between a bar and its name. */
const NAME_GAP = 7;
/** At least the mean width of a name's characters (networkReport.css). */
const CHARACTER = 5.9;

interface Props {
  architecture: Architecture;
  parametersOf: (name: string) => number;
  predictionType: string;
  parameters: number;
}

export function ArchitectureDrawing({ architecture, parametersOf, predictionType, parameters }: Props) {
  const { text } = useLabels('figures/networkReport');
  const [ref, width] = useWidth<SVGSVGElement>(680);
  const { levels, layers, skips, rows } = architecture;
  const middle = width / 2;
  const gap = width < 480 ? 24 : 64;
  const nameOf = (layer: DrawnLayer) => {
    const count = formatCount(parametersOf(layer.name));
    const kind = text(`architecture.kinds.${layer.kind}`);
    const channels = `${layer.inputs.join(' + ')} → ${layer.outChannels}`;
    return width < 480 || layer.kind === 'attention' ? `${kind} ${count}` : `${kind} ${channels} · ${count}`;
  };
  // The names stand outside, at both edges; the bars share what is left.
  const longestName = Math.max(...layers.map((layer) => nameOf(layer).length));
  const longest = middle - gap / 2 - NAME_GAP - CHARACTER * longestName;
  const most = Math.max(...layers.map(({ outChannels }) => outChannels));
  const lengthOf = ({ outChannels }: DrawnLayer) => Math.max(2, (longest * outChannels) / most);
  const heads = (row: number) => levels.filter(({ firstRow }) => firstRow <= row).length;
  const yOf = (row: number) => ENDS + row * ROW + heads(row) * HEAD;
  const height = yOf(rows - 1) + ROW + 6;
  const xOf = (layer: DrawnLayer) => {
    if (layer.side === 'middle') return middle - lengthOf(layer) / 2;
    return layer.side === 'down' ? middle - gap / 2 - lengthOf(layer) : middle + gap / 2;
  };
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  return (
    <svg
      ref={ref}
      className="plot architecture"
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={text('architecture.description', {
        levels: levels.length,
        from: levels[0].size[0],
        to: levels[levels.length - 1].size[0],
        layers: layers.length,
        skips: skips.length,
        parameters,
      })}
    >
      <text className="architecture-end" x={0} y={14}>
        {text('architecture.input')} ↓
      </text>
      <text className="architecture-end" x={width} y={14} textAnchor="end">
        ↑ {text(`architecture.outputs.${predictionType}`)}
      </text>
      {levels.map(({ size, channels, firstRow }) => (
        <g key={firstRow} transform={`translate(0,${yOf(firstRow) - HEAD})`}>
          <line className="architecture-rule" x2={width} y1={4} y2={4} />
          <text className="architecture-level" x={middle} y={21} textAnchor="middle">
            {text('architecture.level', { height: size[0], width: size[1], channels })}
          </text>
        </g>
      ))}
      {skips.map(([from, to]) => (
        <line
          key={from}
          className="architecture-skip"
          x1={middle - gap / 2 + 3}
          x2={middle + gap / 2 - 3}
          y1={yOf(byName.get(from)!.row) + BAR / 2}
          y2={yOf(byName.get(to)!.row) + BAR / 2}
        />
      ))}
      {layers.map((layer) => {
        const x = xOf(layer);
        const isLeft = layer.side === 'down';
        return (
          <g key={layer.name} transform={`translate(0,${yOf(layer.row)})`}>
            <rect
              className={`architecture-bar is-${layer.kind}`}
              x={x}
              width={lengthOf(layer)}
              height={BAR}
              rx={2}
            />
            <text
              x={isLeft ? x - NAME_GAP : x + lengthOf(layer) + NAME_GAP}
              y={BAR / 2}
              dy="0.35em"
              textAnchor={isLeft ? 'end' : 'start'}
            >
              {nameOf(layer)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
