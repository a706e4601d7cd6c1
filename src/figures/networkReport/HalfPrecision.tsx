import { useLabels } from '../../ui/Label.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import type { Evaluation } from './evaluation.ts';
import { formatThree } from './formatCount.ts';
import { ReportTable } from './ReportTable.tsx';
import { ReportFigure } from './ReportFigure.tsx';

/** What rounding the weights to 16 bits changes. */
export function HalfPrecision({ evaluation: { fp16 } }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  if (!fp16) return null;
  const rows = [[text('half.loss'), fp16.loss_fp32.toPrecision(5), fp16.loss_fp16_rounded.toPrecision(5)]];
  if (fp16.fd_fp32 !== undefined && fp16.fd_fp16_rounded !== undefined)
    rows.push([text('half.fd'), formatThree(fp16.fd_fp32), formatThree(fp16.fd_fp16_rounded)]);
  return (
    <ReportFigure title={text('half.title')}>
      <p className="report-text">
        {text('half.text', { change: formatNumber(100 * fp16.relative_change, 6) })}
      </p>
      <ReportTable
        caption={text('half.title')}
        columns={['what', 'full', 'half'].map((name) => text(`half.columns.${name}`))}
        rows={rows}
      />
    </ReportFigure>
  );
}
