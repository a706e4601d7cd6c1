/** Every row with all that was counted. */
import { useLabels } from '../../ui/Label.tsx';
import { formatThree, formatWhole } from '../networkReport/formatCount.ts';
import { ReportTable } from '../networkReport/ReportTable.tsx';
import { formatTiny } from '../../ui/formatNumber.ts';
import type { SpeedGroup } from './groups.ts';
import { useNames } from './useNames.ts';

const COLUMNS = [
  'engine',
  'step',
  'p95',
  'js',
  'dispatches',
  'submits',
  'readbacks',
  'bytes',
  'parity',
  'cold',
  'steps',
];

const or = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);
/** Per step: one submit for many steps is a part of one. */
const share = (value: number): string => (Number.isInteger(value) ? formatWhole(value) : formatThree(value));

export function SpeedTable({ group }: { group: SpeedGroup }) {
  const { text } = useLabels('figures/speed');
  const names = useNames();
  if (group.rows.length === 0) return null;
  return (
    <section className="speed-table">
      <h4>{names.group(group)}</h4>
      <ReportTable
        caption={names.group(group)}
        columns={COLUMNS.map((name) => text(`columns.${name}`))}
        rows={group.rows.map((row) => [
          names.row(row),
          formatThree(row.step_ms),
          formatThree(row.p95_ms),
          or(row.js_ms, formatThree),
          or(row.dispatches, share),
          or(row.submits, share),
          or(row.readbacks, share),
          or(row.bytes, (bytes) => formatThree(bytes / 1e6)),
          or(row.parity, formatTiny),
          or(row.cold_ms, (ms) => formatWhole(Math.round(ms))),
          `${formatWhole(row.steps)} × ${row.rounds}`,
        ])}
      />
      {group.rows.map(
        (row) =>
          row.tried !== null &&
          row.tried.length > 1 && (
            <p key={names.row(row)} className="report-note">
              {text('tried', { engine: names.row({ ...row, variant: null }) })}{' '}
              {row.tried
                .map((way) => `${names.variant(way)} ${text('ms', { ms: formatThree(way.step_ms) })}`)
                .join(' · ')}
            </p>
          ),
      )}
    </section>
  );
}
