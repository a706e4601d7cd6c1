/** What the classifier reads in samples, and how different they are, over guidance. */
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { ErrorBar } from './ErrorBar.tsx';
import type { Evaluation, LabelCell } from './evaluation.ts';
import { formatPercent, formatThree, formatWhole } from './formatCount.ts';
import { ReportTable } from './ReportTable.tsx';
import { ReportFigure } from './ReportFigure.tsx';

export function GuidancePlots({ evaluation }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  const { classifier, labels = [], data_diversity: data } = evaluation;
  if (!classifier) return null;
  const said = {
    accuracy: formatPercent(classifier.test_accuracy),
    pictures: formatWhole(classifier.test_pictures),
    steps: labels[0]?.steps,
  };
  const cells = [...labels].sort((a, b) => a.guidance - b.guidance);
  const hasDiversity = cells.some(({ diversity }) => diversity !== undefined);
  return (
    <ReportFigure title={text('classifier.title')}>
      <p className="report-text">
        {text(labels.length > 0 ? 'classifier.text' : 'classifier.textAlone', said)}
      </p>
      {cells.length > 1 && (
        <div className="report-pair">
          <AccuracyPlot cells={cells} limit={classifier.test_accuracy} />
          {hasDiversity && <DiversityPlot cells={cells} data={data} />}
        </div>
      )}
      {cells.length > 0 && (
        <ReportTable
          caption={text('classifier.title')}
          columns={['guidance', 'accuracy', 'error', ...(hasDiversity ? ['diversity'] : []), 'samples'].map(
            (name) => text(`classifier.columns.${name}`),
          )}
          rows={cells.map((cell) => [
            cell.guidance,
            `${formatPercent(cell.accuracy)}\u00a0%`,
            // Of a share of all or none the formula gives an error of 0, which would say too much.
            !cell.standard_error ? '–' : `${formatPercent(cell.standard_error)}\u00a0%`,
            ...(hasDiversity ? [cell.diversity === undefined ? '–' : formatThree(cell.diversity)] : []),
            formatWhole(cell.samples),
          ])}
        />
      )}
      {cells.length > 1 && <p className="report-note">{text('classifier.note')}</p>}
    </ReportFigure>
  );
}

const guidancesOf = (cells: readonly LabelCell[]) => cells.map(({ guidance }) => guidance);

function AccuracyPlot({ cells, limit }: { cells: readonly LabelCell[]; limit: number }) {
  const { text } = useLabels('figures/networkReport');
  const points: Point[] = cells.map(({ guidance, accuracy }) => [guidance, accuracy]);
  const lowest = Math.min(limit, ...cells.map((cell) => cell.accuracy - 2 * (cell.standard_error ?? 0)));
  // Whole tenths, hundredths … below the lowest value, so that differences can be seen.
  const unit = 10 ** Math.ceil(Math.log10(Math.max(1e-3, 1 - lowest)));
  const low = Math.max(0, 1 - unit * Math.ceil(((1 - lowest) / unit) * 5) * 0.2);
  const ends = guidancesOf(cells);
  return (
    <div>
      <p className="plot-title">{text('classifier.accuracy')}</p>
      <Plot
        x={{ domain: [ends[0] - 0.2, ends[ends.length - 1] + 0.2], ticks: ends, format: String }}
        y={{
          domain: [low, 1],
          ticks: [0, 0.5, 1].map((share) => low + share * (1 - low)),
          format: (v) => `${Number((100 * v).toFixed(2))} %`,
        }}
        height={170}
        margin={{ left: 52, top: 12 }}
        description={text('classifier.accuracyDescription', {
          values: points.map(([w, share]) => `w = ${w}: ${formatPercent(share)} %`).join('; '),
        })}
      >
        {(frame) => (
          <>
            <Curve points={points} frame={frame} hue="xt" />
            {cells.map(({ guidance, accuracy, standard_error: error = 0 }) => (
              <ErrorBar
                key={guidance}
                frame={frame}
                at={guidance}
                value={accuracy}
                half={2 * error}
                hue="xt"
              />
            ))}
          </>
        )}
      </Plot>
      <p className="report-axis">{text('classifier.guidance')}</p>
    </div>
  );
}

function DiversityPlot({ cells, data }: { cells: readonly LabelCell[]; data?: number }) {
  const { text } = useLabels('figures/networkReport');
  const points = cells.flatMap(({ guidance, diversity }): Point[] =>
    diversity === undefined ? [] : [[guidance, diversity]],
  );
  const top = 1.12 * Math.max(data ?? 0, ...points.map(([, value]) => value));
  const ends = guidancesOf(cells);
  return (
    <div>
      <p className="plot-title">{text('classifier.diversity')}</p>
      <Plot
        x={{ domain: [ends[0] - 0.2, ends[ends.length - 1] + 0.2], ticks: ends, format: String }}
        y={{ domain: [0, top], ticks: [0, top / 2.24, top / 1.12], format: formatThree }}
        height={170}
        margin={{ left: 44, top: 12 }}
        description={text('classifier.diversityDescription', {
          values: points.map(([w, value]) => `w = ${w}: ${formatThree(value)}`).join('; '),
          data: data === undefined ? '–' : formatThree(data),
        })}
      >
        {(frame) => (
          <>
            {data !== undefined && (
              <g className="hue-x0">
                <line className="report-floor" x2={frame.width} y1={frame.y(data)} y2={frame.y(data)} />
                <CurveLabel x={frame.width} y={frame.y(data) - 6} hue="x0" anchor="end">
                  {text('classifier.data')}
                </CurveLabel>
              </g>
            )}
            <Curve points={points} frame={frame} hue="xt" />
            {points.map(([guidance, value]) => (
              <ErrorBar key={guidance} frame={frame} at={guidance} value={value} half={0} hue="xt" />
            ))}
          </>
        )}
      </Plot>
      <p className="report-axis">{text('classifier.guidance')}</p>
    </div>
  );
}
