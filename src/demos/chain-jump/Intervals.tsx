import { useLabels } from '../../ui/Label.tsx';
import { Plot } from '../../ui/Plot.tsx';
import type { Hue } from '../../derivations/notation.ts';

export interface Interval {
  value: number;
  margin: number;
}

interface Props {
  what: string;
  chain: Interval;
  jump: Interval;
  formula: number;
  hue: Hue;
}

/** Two measured intervals on one axis, and the formula's value as a line through both. */
export function Intervals({ what, chain, jump, formula, hue }: Props) {
  const { text } = useLabels('demos/chain-jump');
  const reach = 4 * Math.max(chain.margin, jump.margin);
  const format = (v: number) => v.toFixed(3);
  const rows = [chain, jump];
  return (
    <div>
      <p className="plot-title">
        {what} <span>{format(formula)}</span>
      </p>
      <Plot
        x={{
          domain: [formula - reach, formula + reach],
          ticks: [formula - reach / 2, formula, formula + reach / 2],
          format,
        }}
        y={{ domain: [0, 2] }}
        height={86}
        margin={{ left: 64 }}
        description={text('intervals', {
          what,
          chain: format(chain.value),
          jump: format(jump.value),
          formula: format(formula),
        })}
      >
        {({ x, height }) => (
          <>
            <line className="cursor" x1={x(formula)} x2={x(formula)} y2={height} data-symbol="abt" />
            {rows.map(({ value, margin }, i) => {
              const y = 16 + i * 26;
              return (
                <g key={i} className={`hue-${hue}`} stroke="currentColor">
                  <line x1={x(value - margin)} x2={x(value + margin)} y1={y} y2={y} strokeWidth={2.25} />
                  <circle cx={x(value)} cy={y} r={4.5} fill="currentColor" />
                  <text x={-12} y={y} dy="0.32em" textAnchor="end" stroke="none">
                    {text(i === 0 ? 'chainShort' : 'jumpShort')}
                  </text>
                </g>
              );
            })}
          </>
        )}
      </Plot>
    </div>
  );
}
