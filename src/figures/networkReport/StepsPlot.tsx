/** FD against the number of steps, for every η: the counterpart of DDIM's Table 1 (Song et al. 2021). */
import { DataTable, Figure } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { ErrorBar } from './ErrorBar.tsx';
import type { Eta, Evaluation } from './evaluation.ts';
import { fdSeries, floorsOf } from './fdSeries.ts';
import { formatThree, formatWhole } from './formatCount.ts';
import { formatTick, logDomain, logTicks } from './logTicks.ts';
import { spread } from './spread.ts';

export function StepsPlot({ evaluation }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  const grid = evaluation.fd?.grid ?? [];
  if (grid.length === 0) return null;
  const series = fdSeries(grid);
  const floors = floorsOf(grid);
  const nameOf = (eta: Eta) => (eta === 'sigma-hat' ? text('steps.sigmaHat') : text('steps.eta', { eta }));
  const steps = [...new Set(grid.map((cell) => cell.steps))].sort((a, b) => a - b);
  const domain = logDomain([...grid.map(({ fd }) => fd), ...floors.map(([, floor]) => floor)]);
  return (
    <Figure title={text('steps.title')} width="text">
      <p className="report-text">{text('steps.text')}</p>
      <Plot
        x={{ domain: [steps[0] / 1.15, steps[steps.length - 1] * 1.15], log: true, ticks: steps }}
        y={{ domain, log: true, ticks: logTicks(domain), format: formatTick }}
        height={320}
        margin={{ left: 44, right: 62 }}
        description={text('steps.description', { series: series.length })}
      >
        {(frame) => {
          const ends = series.map(({ cells }) => cells[cells.length - 1]);
          const wanted = [
            ...ends.map(({ fd }) => frame.y(fd)),
            ...(floors.length > 0 ? [frame.y(floors[floors.length - 1][1])] : []),
          ];
          const places = spread(wanted, 15, [6, frame.height - 4]);
          return (
            <>
              {floors.length > 0 && (
                <g className="report-reference">
                  <path
                    className="report-floor"
                    d={`M${floors.map(([s, floor]) => `${frame.x(s)},${frame.y(floor)}`).join('L')}`}
                  />
                  <text className="curve-label" x={frame.width + 6} y={places[series.length]} dy="0.35em">
                    {text('steps.floor')}
                  </text>
                </g>
              )}
              {series.map(({ eta, hue, cells }, i) => (
                <g key={eta}>
                  <Curve points={cells.map((cell): Point => [cell.steps, cell.fd])} frame={frame} hue={hue} />
                  {cells.map(({ steps: at, fd, stderr = 0 }) => (
                    <ErrorBar key={at} frame={frame} at={at} value={fd} half={2 * stderr} hue={hue} />
                  ))}
                  <CurveLabel x={frame.width + 6} y={places[i] + 4} hue={hue}>
                    {nameOf(eta)}
                  </CurveLabel>
                </g>
              ))}
            </>
          );
        }}
      </Plot>
      <p className="report-axis">{text('steps.axis')}</p>
      <DataTable
        columns={['eta', 'steps', 'fd', 'error', 'n', 'runs', 'clip', 'floor', 'arithmetic'].map((name) =>
          text(`steps.columns.${name}`),
        )}
        rows={() =>
          series.flatMap(({ eta, cells }) =>
            cells.map((cell) => [
              eta === 'sigma-hat' ? text('steps.sigmaHat') : eta,
              cell.steps,
              formatThree(cell.fd),
              cell.stderr === undefined ? '–' : formatThree(cell.stderr),
              formatWhole(cell.n),
              cell.per_seed?.length ?? 1,
              cell.clip === undefined ? '–' : text(cell.clip ? 'steps.yes' : 'steps.no'),
              cell.floor === undefined ? '–' : formatThree(cell.floor),
              cell.arithmetic ?? '–',
            ]),
          )
        }
      />
    </Figure>
  );
}
