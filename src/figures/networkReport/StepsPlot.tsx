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
  const steps = [...new Set(grid.map((cell) => cell.steps))].sort((a, b) => a - b);
  return (
    <ReportFigure title={text('steps.title')}>
      {steps.length > 1 ? (
        <>
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
            steps={steps}
            height={320}
            description={text('steps.description', { series: series.length })}
          />
        </>
      ) : (
        <p className="report-text">{text('steps.single', { steps: steps[0] })}</p>
      )}
      <FdCells cells={series.flatMap(({ cells }) => cells)} />
      <Arithmetic checks={evaluation.fd?.arithmetic ?? []} />
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

/** What the faster arithmetic changes. */
function Arithmetic({ checks }: { checks: NonNullable<NonNullable<Evaluation['fd']>['arithmetic']> }) {
  const { text } = useLabels('figures/networkReport');
  if (checks.length === 0) return null;
  const words = checks.map(({ steps, eta, fd_bf16: rounded, fd_fp32: exact, stderr: error }) =>
    text('steps.arithmetic', {
      steps,
      eta,
      rounded: formatThree(rounded),
      exact: formatThree(exact),
      error: formatError(error),
    }),
  );
  return <p className="report-note">{`${text('steps.arithmeticLead')} ${words.join('; ')}.`}</p>;
}
