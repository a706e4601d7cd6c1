/** What was not measured, and why. */
import type { BenchFailure } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';
import { failureInWords } from './benchWords.ts';
import { useNames } from './useNames.ts';

export function Refusals({ failed }: { failed: readonly BenchFailure[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  if (failed.length === 0) return null;
  return (
    <section className="speed-refusals">
      <h3 className="report-heading">{text('refusals')}</h3>
      <ul>
        {failed.map((one, i) => (
          <li key={i}>
            <b>{names.row(one)}</b> <span className="speed-where">{names.group(one)}</span>
            <br />
            {failureInWords(text, one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
