/** FD against the number of steps, for every η: the counterpart of DDIM's Table 1 (Song et al. 2021). */
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import type { Evaluation, FdCell } from './evaluation.ts';
import { FdPlot } from './FdPlot.tsx';
import { fdSeries, fewerSamples, floorsOf } from './fdSeries.ts';
import { formatError, formatThree, formatWhole } from './formatCount.ts';
import { ReportFigure } from './ReportFigure.tsx';
import { Variants } from './Variants.tsx';

const COLUMNS = ['eta', 'steps', 'fd', 'error', 'n', 'runs', 'clip', 'floor', 'arithmetic'];

export function StepsPlot({ evaluation }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  const grid = evaluation.fd?.grid ?? [];
  if (grid.length === 0) return null;
  const series = fdSeries(grid);
  const fewer = fewerSamples(grid);
  return (
    <ReportFigure title={text('steps.title')}>
      <p className="report-text">
        {text('steps.text')}{' '}
        {fewer &&
          text('steps.fewer', {
            few: formatWhole(fewer.few),
            many: formatWhole(fewer.many),
            steps: fewer.steps.map(formatWhole).join(', '),
          })}
      </p>
      <FdPlot
        series={series}
        floors={floorsOf(grid)}
        steps={[...new Set(grid.map((cell) => cell.steps))].sort((a, b) => a - b)}
        height={320}
        description={text('steps.description', { series: series.length })}
      />
      <FdCells cells={series.flatMap(({ cells }) => cells)} />
      {evaluation.fd?.arithmetic?.map((check) => (
        <p key={`${check.steps}/${check.eta}`} className="report-note">
          {text('steps.arithmetic', {
            steps: check.steps,
            eta: check.eta,
            rounded: formatThree(check.fd_bf16),
            exact: formatThree(check.fd_fp32),
            error: formatError(check.stderr),
          })}
        </p>
      ))}
      <Variants evaluation={evaluation} />
    </ReportFigure>
  );
}

/** Every cell with all that belongs to it. */
export function FdCells({ cells }: { cells: readonly FdCell[] }) {
  const { text } = useLabels('figures/networkReport');
  return (
    <DataTable
      columns={COLUMNS.map((name) => text(`steps.columns.${name}`))}
      rows={() =>
        cells.map((cell) => [
          cell.eta === 'sigma-hat' ? text('steps.sigmaHat') : cell.eta,
          cell.steps,
          formatThree(cell.fd),
          cell.stderr === undefined ? '–' : formatError(cell.stderr),
          formatWhole(cell.n),
          cell.per_seed?.length ?? 1,
          cell.clip === undefined ? '–' : text(cell.clip ? 'steps.yes' : 'steps.no'),
          cell.floor === undefined ? '–' : formatThree(cell.floor),
          cell.arithmetic ?? '–',
        ])
      }
    />
  );
}
