import type { BenchEnvironment } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';

/** On what, in which browser, when and with which code a report was made. */
export function Provenance({ of }: { of: BenchEnvironment }) {
  const { text } = useLabels('figures/speed');
  const date = new Date(of.date);
  return (
    <p className="speed-provenance">
      {text('provenance', {
        adapter: of.adapter === 'none' ? text('noAdapter') : of.adapter,
        browser: of.browser,
        threads: of.threads,
        date: date.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }),
        commit: of.commit.slice(0, 10),
      })}
    </p>
  );
}
