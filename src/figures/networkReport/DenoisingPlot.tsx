/** How near one call comes to the clean picture at every step, beside the best linear denoiser. */
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import type { DenoisingRow, Evaluation } from './evaluation.ts';
import { formatWhole } from './formatCount.ts';
import type { NetworkReport } from './report.ts';
import { ReportFigure } from './ReportFigure.tsx';

/** Each is named above its curve, where there is room for all networks: beyond the step `t`. */
const CURVES = [
  { id: 'guess', hue: 'mu', t: 200, dy: -9 },
  { id: 'linear', hue: 'plain', t: 500, dy: -12 },
  { id: 'noisy', hue: 'xt', t: 300, dy: -9 },
] as const;

const decibels = (value: number) => value.toFixed(1).replace('-', '−');
/** The step that is told to those who do not see the plot. */
const TOLD = 200;

const rowAt = (rows: readonly DenoisingRow[], step: number) =>
  rows.find(({ t }) => t >= step) ?? rows[rows.length - 1];

/** From which step on the linear guess is nearer by more than two standard errors, up to the last; null when not at the last. */
export function linearWinsFrom(rows: readonly DenoisingRow[]): number | null {
  const lastLost = rows.findLastIndex(({ guess, linear, stderr = 0 }) => linear - guess <= 2 * stderr);
  return rows[lastLost + 1]?.t ?? null;
}

export function DenoisingPlot({
  evaluation,
  predictionType,
}: {
  evaluation: Evaluation;
  predictionType: NetworkReport['predictionType'];
}) {
  const { text, label } = useLabels('figures/networkReport');
  const { rows, pictures } = evaluation.denoising ?? { rows: [], pictures: 0 };
  if (rows.length === 0) return null;
  const from = predictionType === 'epsilon' ? linearWinsFrom(rows) : null;
  return (
    <ReportFigure title={text('denoising.title')}>
      <p className="report-text">{label('denoising.text', { pictures: formatWhole(pictures) })}</p>
      {from !== null && <p className="report-text">{label('denoising.divided', { from })}</p>}
      <DenoisingCurves rows={rows} />
      <p className="report-axis">{text('denoising.axis')}</p>
      <DataTable
        columns={['t', 'noisy', 'linear', 'guess'].map((name) => text(`denoising.columns.${name}`))}
        rows={() => rows.map(({ t, noisy, linear, guess }) => [t, ...[noisy, linear, guess].map(decibels)])}
      />
    </ReportFigure>
  );
}

function DenoisingCurves({ rows }: { rows: readonly DenoisingRow[] }) {
  const { text } = useLabels('figures/networkReport');
  const values = rows.flatMap(({ noisy, linear, guess }) => [noisy, linear, guess]);
  const low = 5 * Math.floor(Math.min(...values) / 5);
  const high = 5 * Math.ceil(Math.max(...values) / 5);
  const ticks = Array.from({ length: (high - low) / 5 + 1 }, (_, i) => low + 5 * i);
  const last = rows[rows.length - 1].t;
  const told = rowAt(rows, TOLD);
  return (
    <Plot
      x={{ domain: [0, last], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => share * last) }}
      y={{ domain: [low, high], ticks, format: (value) => text('denoising.db', { value }) }}
      height={260}
      margin={{ left: 52, right: 18 }}
      description={text('denoising.description', {
        t: told.t,
        noisy: decibels(told.noisy),
        linear: decibels(told.linear),
        guess: decibels(told.guess),
      })}
    >
      {(frame) =>
        CURVES.map(({ id, hue, t, dy }) => {
          const named = rowAt(rows, t);
          return (
            <g key={id}>
              <Curve points={rows.map((row): Point => [row.t, row[id]])} frame={frame} hue={hue} />
              {rows.map((row) => (
                <circle
                  key={row.t}
                  className={`hue-${hue}`}
                  fill="currentColor"
                  r={2.5}
                  cx={frame.x(row.t)}
                  cy={frame.y(row[id])}
                />
              ))}
              <CurveLabel x={frame.x(named.t) + 6} y={frame.y(named[id]) + dy} hue={hue}>
                {text(`denoising.curves.${id}`)}
              </CurveLabel>
            </g>
          );
        })
      }
    </Plot>
  );
}
