/** The least times of a step on this device beside the time that it takes, and which of them bounds it. */
import { useLabels } from '../../ui/Label.tsx';
import { formatThree } from '../networkReport/formatCount.ts';
import { ReportTable } from '../networkReport/ReportTable.tsx';
import { bestRows, type SpeedGroup } from './groups.ts';
import { boundOf, stepTerms } from './stepTerms.ts';
import { useNames } from './useNames.ts';

const COLUMNS = ['step', 'arithmetic', 'bytes', 'dispatches', 'sum', 'javascript', 'measured', 'bound'];

const or = (value: number | null): string => (value === null ? '–' : formatThree(value));

export function TermsTable({ groups }: { groups: readonly SpeedGroup[] }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  const lines = groups.flatMap(({ rows, roofline }) =>
    roofline?.peak_flops
      ? bestRows(rows)
          .filter(({ backend, engine }) => backend === 'webgpu' && !engine.startsWith('ours-'))
          .map((row) => ({ row, terms: stepTerms(row, roofline) }))
      : [],
  );
  if (lines.length === 0) return null;
  const { peak_flops, bandwidth, empty_dispatch_ms } = groups.find(
    ({ roofline }) => roofline?.peak_flops,
  )!.roofline!;
  return (
    <section className="speed-terms">
      <h3 className="report-heading">{text('terms.title')}</h3>
      <p className="report-text">
        {text('terms.device', {
          peak: or(peak_flops && peak_flops / 1e9),
          bandwidth: or(bandwidth && bandwidth / 1e9),
          empty: or(empty_dispatch_ms && 1000 * empty_dispatch_ms),
        })}{' '}
        {text('terms.text')}
      </p>
      <ReportTable
        caption={text('terms.title')}
        columns={COLUMNS.map((name) => text(`terms.columns.${name}`))}
        rows={lines.map(({ row, terms }) => [
          <>
            {names.engine(row)} <small className="speed-where">{names.group(row)}</small>
          </>,
          or(terms.arithmetic),
          or(terms.bytes),
          or(terms.dispatches),
          or(terms.sum),
          or(terms.javascript),
          formatThree(terms.measured),
          text(`terms.bounds.${boundOf(terms)}`),
        ])}
      />
    </section>
  );
}
