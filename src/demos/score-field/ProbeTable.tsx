import type { Vector2 } from '../../math/mixture2.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import type { Probe } from './model.ts';

const pair = ([x, y]: Vector2, digits = 2) => `(${formatNumber(x, digits)}, ${formatNumber(y, digits)})`;

/** How the score at x_t is put together, and what Tweedie makes of it. */
export function ProbeTable({ probe, measured }: { probe: Probe; measured: Vector2 }) {
  const { text, label } = useLabels('demos/score-field');
  return (
    <table className="probe-table">
      <thead>
        <tr>
          <th scope="col">{text('columns.component')}</th>
          <th scope="col">{text('columns.share')}</th>
          <th scope="col">{text('columns.score')}</th>
        </tr>
      </thead>
      <tbody>
        {probe.parts.map(({ responsibility, score }, k) => (
          <tr key={k}>
            <th scope="row" className="hue-x0">
              {k + 1}
            </th>
            <td>
              <span className="probe-bar" style={{ inlineSize: `${64 * responsibility}px` }} />
              {responsibility.toFixed(3)}
            </td>
            <td>{pair(score)}</td>
          </tr>
        ))}
        <tr className="probe-total hue-score" data-symbol="score">
          <th scope="row" colSpan={2}>
            {label('average')}
          </th>
          <td>{pair(probe.average, 3)}</td>
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            {label('measured')}
          </th>
          <td>{pair(measured, 3)}</td>
        </tr>
        <tr className="probe-wrong">
          <th scope="row" colSpan={2}>
            {text('sum')}
          </th>
          <td>{pair(probe.sum, 3)}</td>
        </tr>
        <tr className="probe-total hue-mu" data-symbol="xoh">
          <th scope="row" colSpan={2}>
            {label('byTweedie')}
          </th>
          <td>{pair(probe.tweedie, 3)}</td>
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            {label('byBayes')}
          </th>
          <td>{pair(probe.bayes, 3)}</td>
        </tr>
      </tbody>
    </table>
  );
}
