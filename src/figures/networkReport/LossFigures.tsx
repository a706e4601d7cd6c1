/** How the loss fell, and what it is at every tenth of the steps. */
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { formatCount, formatThree, formatWhole } from './formatCount.ts';
import { formatTick, logDomain, logTicks } from './logTicks.ts';
import type { NetworkReport } from './report.ts';
import type { Training } from './training.ts';
import { ReportFigure } from './ReportFigure.tsx';

export function LossFigures({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const tenths = report.evaluation?.held_out_loss?.by_tenth ?? report.training?.heldOut.at(-1)?.by_tenth;
  const training = report.training?.losses.length ? report.training : null;
  if (!training && !tenths) return null;
  return (
    <ReportFigure title={text('loss.title')}>
      {training && (
        <p className="report-text">
          {text(report.predictionType === 'epsilon' ? 'loss.text' : 'loss.textOther')}
        </p>
      )}
      <div className="report-pair">
        {training && <LossPlot training={training} />}
        {tenths && <TenthsPlot tenths={tenths} />}
      </div>
    </ReportFigure>
  );
}

function LossPlot({ training: { losses, heldOut } }: { training: Training }) {
  const { text } = useLabels('figures/networkReport');
  const points: Point[] = losses.map(({ images, loss }) => [images, loss]);
  const held: Point[] = heldOut.map(({ images, mean }) => [images, mean]);
  const all = [...points, ...held].map(([, loss]) => loss);
  const domain = logDomain(all, 1.15);
  const end = Math.max(...[...points, ...held].map(([images]) => images));
  // Where the loss has come half of its way down, there is room beside it.
  const halfway = Math.sqrt(points[0][1] * points[points.length - 1][1]);
  const steep = points.find(([, loss]) => loss < halfway) ?? points[0];
  const description = text('loss.description', {
    first: formatThree(points[0][1]),
    last: formatThree(points[points.length - 1][1]),
    images: formatWhole(end),
    heldOut: held.length > 0 ? formatThree(held[held.length - 1][1]) : '–',
  });
  return (
    <div>
      <p className="plot-title">{text('loss.images')}</p>
      <Plot
        x={{ domain: [0, end], ticks: [0, end / 2, end], format: formatCount }}
        y={{ domain, log: true, ticks: logTicks(domain), format: formatTick }}
        height={210}
        margin={{ left: 44, right: 12 }}
        description={description}
      >
        {(frame) => (
          <>
            <Curve points={points} frame={frame} hue="xt" />
            <Curve points={held} frame={frame} hue="mu" />
            {held.map(([x, y]) => (
              <circle
                key={x}
                className="hue-mu"
                fill="currentColor"
                r={2.5}
                cx={frame.x(x)}
                cy={frame.y(y)}
              />
            ))}
            <CurveLabel x={frame.x(steep[0]) + 10} y={frame.y(steep[1])} hue="xt">
              {text('loss.training')}
            </CurveLabel>
            {held.length > 0 && (
              <CurveLabel x={frame.width} y={frame.y(held[held.length - 1][1]) - 12} hue="mu" anchor="end">
                {text('loss.heldOut')}
              </CurveLabel>
            )}
          </>
        )}
      </Plot>
      <DataTable
        columns={['images', 'training', 'heldOut'].map((name) => text(`loss.columns.${name}`))}
        rows={() => [
          ...losses.map(({ images, loss }) => [formatWhole(images), formatThree(loss), '']),
          ...heldOut.map(({ images, mean }) => [formatWhole(images), '', formatThree(mean)]),
        ]}
      />
    </div>
  );
}

function TenthsPlot({ tenths }: { tenths: readonly number[] }) {
  const { text } = useLabels('figures/networkReport');
  const domain = logDomain(tenths, 1.4);
  const stepsOf = (i: number) => text('loss.tenth', { from: i * 100 + 1, to: (i + 1) * 100 });
  return (
    <div>
      <p className="plot-title">{text('loss.tenths')}</p>
      <Plot
        x={{ domain: [0, 1000], ticks: [0, 250, 500, 750, 1000] }}
        y={{ domain, log: true, ticks: logTicks(domain), format: formatTick }}
        height={210}
        margin={{ left: 52, right: 18 }}
        description={text('loss.tenthsDescription', {
          first: formatThree(tenths[0]),
          last: formatThree(tenths[tenths.length - 1]),
        })}
      >
        {(frame) =>
          tenths.map((loss, i) => (
            <line
              key={i}
              className="report-tenth hue-mu"
              x1={frame.x(i * 100) + 1.5}
              x2={frame.x((i + 1) * 100) - 1.5}
              y1={frame.y(loss)}
              y2={frame.y(loss)}
            />
          ))
        }
      </Plot>
      <DataTable
        columns={['steps', 'loss'].map((name) => text(`loss.columns.${name}`))}
        rows={() => tenths.map((loss, i) => [stepsOf(i), formatThree(loss)])}
      />
    </div>
  );
}
