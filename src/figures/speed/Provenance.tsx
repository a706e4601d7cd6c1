import type { BenchEnvironment } from '../../bench/row.ts';
import { useLabels } from '../../ui/Label.tsx';

/** On what, in which browser, when and with which code a report was made. */
export function Provenance({ of }: { of: BenchEnvironment }) {
  const { text } = useLabels('figures/speed');
  const date = new Date(of.date);
  const { features } = of;
  const kernels = features?.length ? text('features', { names: features.join(', ') }) : text('noFeatures');
  return (
    <p className="speed-provenance">
      {text('provenance', {
        adapter:
          of.adapter === 'none'
            ? text('noAdapter')
            : features === null
              ? of.adapter
              : `${of.adapter} · ${kernels}`,
        browser: of.browser,
        threads: of.threads,
        date: date.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }),
        commit: of.commit.slice(0, 10),
      })}
    </p>
  );
}
