/** The variational bound, split into its parts, for both choices of the step's variance. */
import { useLabels } from '../../ui/Label.tsx';
import { StackedBars } from '../stackedBars/StackedBars.tsx';
import type { Bound, Evaluation } from './evaluation.ts';
import { formatThree, formatWhole } from './formatCount.ts';
import { ReportTable } from './ReportTable.tsx';
import { ReportFigure } from './ReportFigure.tsx';

const PARTS = [
  { id: 'L_T', hue: 'xt' },
  { id: 'L_mid', hue: 'mu' },
  { id: 'L_0', hue: 'x0' },
] as const;

const withError = (bits: number, error: number | undefined): string =>
  error === undefined ? bits.toFixed(3) : `${bits.toFixed(3)} ±\u00a0${error.toFixed(3)}`;

export function BitsPerDim({ evaluation }: { evaluation: Evaluation }) {
  const { label, text } = useLabels('figures/networkReport');
  const tilde = evaluation.bits_per_dim;
  if (!tilde) return null;
  const bounds: { id: 'tilde' | 'beta'; sign: string; bound: Bound }[] = [
    { id: 'tilde', sign: 'β̃', bound: tilde },
    ...(tilde.beta ? [{ id: 'beta' as const, sign: 'β', bound: tilde.beta }] : []),
  ];
  const full = Math.max(...bounds.map(({ bound }) => bound.total));
  return (
    <ReportFigure title={text('bits.title')}>
      <p className="report-text">
        {tilde.pictures === undefined
          ? text('bits.textPlain')
          : text('bits.text', { pictures: formatWhole(tilde.pictures) })}
      </p>
      <StackedBars
        full={full}
        description={text('bits.description', {
          tilde: formatThree(tilde.total),
          beta: tilde.beta ? formatThree(tilde.beta.total) : '–',
        })}
        rows={bounds.map(({ id, bound }) => ({
          id,
          name: text(`bits.${id}`, { total: formatThree(bound.total) }),
          sum: text('bits.sum', {
            total: formatThree(bound.total),
            error: bound.stderr === undefined ? '–' : bound.stderr.toPrecision(1),
          }),
          parts: PARTS.map((part) => ({
            ...part,
            label: text(`bits.parts.${part.id}`),
            value: bound[part.id],
          })),
        }))}
      />
      <ReportTable
        caption={text('bits.title')}
        columns={['variance', 'L_T', 'L_mid', 'L_0', 'total'].map((name) => label(`bits.columns.${name}`))}
        rows={bounds.map(({ sign, bound }) => [
          sign,
          bound.L_T.toPrecision(2),
          withError(bound.L_mid, bound.part_stderr?.L_mid),
          withError(bound.L_0, bound.part_stderr?.L_0),
          withError(bound.total, bound.stderr),
        ])}
      />
    </ReportFigure>
  );
}
