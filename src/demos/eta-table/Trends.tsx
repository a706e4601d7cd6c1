/** What the paper's table is known for, and whether ours shows it; and what the signs in the table mean. */
import { useLabels } from '../../ui/Label.tsx';
import { ALL_SETS, type Trend } from './model.ts';

const signOf = ({ holds, close }: Trend) =>
  holds === false ? 'reversed' : holds && close.length === 0 ? 'same' : 'open';

type Words = (key: string, values?: Record<string, unknown>) => string;

function verdictWords({ holds, fails, close, reversed, sets }: Trend, text: Words): string {
  const steps = (which: readonly number[]) => ({ steps: which.join(', ') });
  return [
    ...(holds === null ? [text('unknown')] : []),
    ...(holds ? [text(close.length > 0 ? 'close' : 'holds', steps(close))] : []),
    ...(fails.length > 0 ? [text('fails', steps(fails))] : []),
    ...(reversed.length > 0 ? [text('reversed', steps(reversed))] : []),
    ...(holds !== null && sets < ALL_SETS ? [text('sets', { sets })] : []),
  ].join('; ');
}

export function Trends({ trends }: { trends: readonly Trend[] }) {
  const { text, label } = useLabels('demos/eta-table');
  return (
    <div className="eta-table-below">
      <ul className="eta-table-trends">
        {trends.map((trend) => (
          <li key={trend.id}>
            <i className={`eta-table-sign is-${signOf(trend)}`} aria-hidden="true">
              {trend.holds === null ? '–' : text(`signs.${signOf(trend)}`)}
            </i>
            <span>
              {label(`trends.${trend.id}`)}
              <small>{verdictWords(trend, text)}</small>
            </span>
          </li>
        ))}
      </ul>
      <dl className="eta-table-legend">
        {(['same', 'open', 'reversed'] as const).map((verdict) => (
          <div key={verdict}>
            <dt className={`eta-table-sign is-${verdict}`}>{text(`signs.${verdict}`)}</dt>
            <dd>{text(`legend.${verdict}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
