import type { BenchEnvironment } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';

/** On what, in which browser, when and with which code a report was made. */
export function Provenance({ of }: { of: BenchEnvironment }) {
  const { text } = useLabels('figures/speed');
  const date = new Date(of.date);
  const kernels = kernelsOf(of).map(({ key, names }) => text(key, { names }));
  return (
    <p className="speed-provenance">
      {text('provenance', {
        adapter: of.adapter === 'none' ? text('noAdapter') : [of.adapter, ...kernels].join(' · '),
        browser: of.browser,
        threads: of.threads,
        date: date.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }),
        commit: of.commit.slice(0, 10),
      })}
    </p>
  );
}

/** Which kernels ran; nothing where the report does not say. */
function kernelsOf({ features }: BenchEnvironment): { key: string; names: string }[] {
  if (features === null) return [];
  return [{ key: features.length > 0 ? 'features' : 'noFeatures', names: features.join(', ') }];
}
