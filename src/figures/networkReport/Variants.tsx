/** What clipping and the spacing of the steps do to FD, beside the same cells of the table above. */
import { useLabels } from '../../ui/Label.tsx';
import type { Evaluation, FdCell, FdVariant } from './evaluation.ts';
import { formatError, formatThree, formatWhole } from './formatCount.ts';
import { ReportTable } from './ReportTable.tsx';

const CHOICES = (['trailing', 'leading', 'quadratic'] as const).flatMap((spacing) =>
  [true, false].map((clip) => ({ clip, spacing })),
);

export function Variants({ evaluation }: { evaluation: Evaluation }) {
  const { label, text } = useLabels('figures/networkReport');
  const { variants = [], grid = [], variant_order: orders = [] } = evaluation.fd ?? {};
  if (variants.length === 0) return null;
  const columns = [
    ...new Map(variants.map(({ steps, eta }) => [`${steps}/${eta}`, { steps, eta }])).values(),
  ];
  columns.sort((a, b) => a.steps - b.steps || a.eta - b.eta);
  const cellOf = (column: { steps: number; eta: number }, choice: (typeof CHOICES)[number]) => {
    const isHere = (cell: FdCell | FdVariant) => cell.steps === column.steps && cell.eta === column.eta;
    return choice.clip && choice.spacing === 'trailing'
      ? grid.find(isHere)
      : variants.find((cell) => isHere(cell) && cell.clip === choice.clip && cell.spacing === choice.spacing);
  };
  return (
    <>
      <p className="report-text">{label('variants.text', { n: formatWhole(variants[0].n) })}</p>
      <ReportTable
        caption={text('variants.title')}
        columns={[
          label('variants.choice'),
          ...columns.map(({ steps, eta }) => text('variants.column', { steps, eta })),
        ]}
        rows={CHOICES.map((choice) => [
          text(`variants.${choice.spacing}.${choice.clip ? 'clipped' : 'unclipped'}`),
          ...columns.map((column) => {
            const cell = cellOf(column, choice);
            if (!cell) return '–';
            return cell.stderr === undefined
              ? formatThree(cell.fd)
              : `${formatThree(cell.fd)} ±\u00a0${formatError(cell.stderr)}`;
          }),
        ])}
      />
      {orders.length > 0 && (
        <p className="report-note">
          {orders
            .map(({ steps, choices, one_first, zero_first }) =>
              text(
                `variants.order.${one_first === choices ? 'one' : zero_first === choices ? 'zero' : 'mixed'}`,
                {
                  steps,
                  choices,
                  one: one_first,
                  zero: zero_first,
                  open: choices - one_first - zero_first,
                },
              ),
            )
            .join(' ')}
        </p>
      )}
    </>
  );
}
