/** The candidates that were trained side by side before the long run. */
import { useLabels } from '../../ui/Label.tsx';
import { formatThree, formatWhole } from './formatCount.ts';
import { ReportFigure } from './ReportFigure.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { Comparison as Compared } from './training.ts';

const COLUMNS = ['candidate', 'parameters', 'seen', 'loss', 'saturation', 'brightness'];

export function Comparison({ comparison }: { comparison: Compared | null | undefined }) {
  const { text } = useLabels('figures/networkReport');
  if (!comparison) return null;
  const { minutes, samples, steps, candidates, data_colours: data } = comparison;
  const colours = (of: Compared['data_colours']) =>
    of ? [of.saturation.toFixed(3), of.brightness.toFixed(3)] : ['–', '–'];
  return (
    <ReportFigure title={text('comparison.title')}>
      <p className="report-text">{text('comparison.text', { minutes, samples, steps })}</p>
      <ReportTable
        caption={text('comparison.title')}
        columns={COLUMNS.map((name) => text(`comparison.columns.${name}`))}
        rows={[
          ...candidates.map((candidate) => [
            candidate.name,
            formatWhole(candidate.parameters),
            formatWhole(candidate.images_seen),
            formatThree(candidate.held_out.mean),
            ...colours(candidate.colours),
          ]),
          ...(data ? [[text('comparison.data'), '', '', '', ...colours(data)]] : []),
        ]}
      />
    </ReportFigure>
  );
}
