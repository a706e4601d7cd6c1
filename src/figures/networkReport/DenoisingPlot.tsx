/** How near one call comes to the clean picture at every step, beside the best linear denoiser. */
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import type { DenoisingRow, Evaluation } from './evaluation.ts';
import { formatWhole } from './formatCount.ts';
import { ReportFigure } from './ReportFigure.tsx';

const CURVES = [
  { id: 'guess', hue: 'mu' },
  { id: 'linear', hue: 'plain' },
  { id: 'noisy', hue: 'xt' },
] as const;

const decibels = (value: number) => value.toFixed(1).replace('-', '−');
/** Where a curve is named: there the three are far enough from each other. */
const NAMED_AT = 200;

export function DenoisingPlot({ evaluation }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  const { rows, pictures } = evaluation.denoising ?? { rows: [], pictures: 0 };
  if (rows.length === 0) return null;
  const named = rows.find(({ t }) => t >= NAMED_AT) ?? rows[rows.length - 1];
  return (
    <ReportFigure title={text('denoising.title')}>
      <p className="report-text">{text('denoising.text', { pictures: formatWhole(pictures) })}</p>
      <DenoisingCurves rows={rows} named={named} />
      <p className="report-axis">{text('denoising.axis')}</p>
      <DataTable
        columns={['t', 'noisy', 'linear', 'guess'].map((name) => text(`denoising.columns.${name}`))}
        rows={() => rows.map(({ t, noisy, linear, guess }) => [t, ...[noisy, linear, guess].map(decibels)])}
      />
    </ReportFigure>
  );
}

function DenoisingCurves({ rows, named }: { rows: readonly DenoisingRow[]; named: DenoisingRow }) {
  const { text } = useLabels('figures/networkReport');
  const values = rows.flatMap(({ noisy, linear, guess }) => [noisy, linear, guess]);
  const low = 5 * Math.floor(Math.min(...values) / 5);
  const high = 5 * Math.ceil(Math.max(...values) / 5);
  const ticks = Array.from({ length: (high - low) / 5 + 1 }, (_, i) => low + 5 * i);
  const last = rows[rows.length - 1].t;
  return (
    <Plot
      x={{ domain: [0, last], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => share * last) }}
      y={{
        domain: [low, high],
        ticks,
        format: (value) => text('denoising.db', { value: decibels(value).replace('.0', '') }),
      }}
      height={260}
      margin={{ left: 52, right: 12 }}
      description={text('denoising.description', {
        t: named.t,
        noisy: decibels(named.noisy),
        linear: decibels(named.linear),
        guess: decibels(named.guess),
      })}
    >
      {(frame) =>
        CURVES.map(({ id, hue }) => {
          const points = rows.map((row): Point => [row.t, row[id]]);
          const above = id === 'guess';
          return (
            <g key={id}>
              <Curve points={points} frame={frame} hue={hue} />
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
              <CurveLabel
                x={frame.x(named.t) + (above ? 8 : -4)}
                y={frame.y(named[id]) + (above ? -8 : 18)}
                hue={hue}
                anchor={above ? 'start' : 'end'}
              >
                {text(`denoising.curves.${id}`)}
              </CurveLabel>
            </g>
          );
        })
      }
    </Plot>
  );
}
