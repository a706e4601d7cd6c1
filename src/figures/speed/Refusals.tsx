/** What was not measured, and why. */
import type { BenchFailure } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';
import { failureInWords } from './benchWords.ts';
import { useNames } from './useNames.ts';

/** What nobody tried was left out for all engines alike: one line says it. */
const isOneLine = (a: BenchFailure, b: BenchFailure): boolean =>
  a === b ||
  (a.code === 'too-heavy' &&
    b.code === a.code &&
    b.net === a.net &&
    b.batch === a.batch &&
    b.backend === a.backend);

export function Refusals({ failed }: { failed: readonly BenchFailure[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  if (failed.length === 0) return null;
  const lines = failed.filter((one, i) => failed.findIndex((other) => isOneLine(one, other)) === i);
  return (
    <section className="speed-refusals">
      <h3 className="report-heading">{text('refusals')}</h3>
      <ul>
        {lines.map((one, i) => (
          <li key={i}>
            <b>{one.code === 'too-heavy' ? names.backend(one) : names.row(one)}</b>{' '}
            <span className="speed-where">{names.group(one)}</span>
            <br />
            {failureInWords(text, one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
