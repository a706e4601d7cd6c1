/** What the paper's table is known for, and whether ours shows it; and what the signs in the table mean. */
import { useLabels } from '../../ui/Label.tsx';
import type { Trend } from './model.ts';

const signOf = ({ holds }: Trend) => (holds === null ? 'open' : holds ? 'same' : 'reversed');

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
              <small>
                {trend.holds === null
                  ? text('unknown')
                  : trend.holds
                    ? text('holds')
                    : text('fails', { steps: trend.fails.join(', ') })}
              </small>
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
