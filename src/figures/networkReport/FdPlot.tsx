/** A distance against the number of steps, one line for every η, on logarithmic axes. */
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Frame, type Point } from '../../ui/Plot.tsx';
import { ErrorBar } from './ErrorBar.tsx';
import type { Eta } from './evaluation.ts';
import type { FdSeries } from './fdSeries.ts';
import { formatTick, logDomain, logTicks } from './logTicks.ts';
import { spread } from './spread.ts';

interface Props {
  series: readonly FdSeries[];
  /** Of real pictures, by number of steps, since cells differ in how many samples they have. */
  floors?: readonly (readonly [steps: number, floor: number])[];
  /** The numbers of steps on the axis. */
  steps: readonly number[];
  height: number;
  description: string;
}

export function FdPlot({ series, floors = [], steps, height, description }: Props) {
  const { text } = useLabels('figures/networkReport');
  const nameOf = (eta: Eta) => (eta === 'sigma-hat' ? text('steps.sigmaHat') : text('steps.eta', { eta }));
  const values = series.flatMap(({ cells }) => cells.map(({ fd }) => fd));
  const domain = logDomain([...values, ...floors.map(([, floor]) => floor)]);
  return (
    <>
      <Plot
        x={{ domain: [steps[0] / 1.15, steps[steps.length - 1] * 1.15], log: true, ticks: steps }}
        y={{ domain, log: true, ticks: logTicks(domain, 9), format: formatTick }}
        height={height}
        margin={{ left: 44, right: 62 }}
        description={description}
      >
        {(frame) => {
          const ends = [
            ...series.map(({ cells }) => cells[cells.length - 1].fd),
            ...(floors.length > 0 ? [floors[floors.length - 1][1]] : []),
          ];
          const places = spread(
            ends.map((fd) => frame.y(fd)),
            15,
            [6, frame.height - 4],
          );
          return (
            <>
              {floors.length > 0 && (
                <g className="report-reference">
                  <path
                    className="report-floor"
                    d={`M${floors.map(([at, floor]) => `${frame.x(at)},${frame.y(floor)}`).join('L')}`}
                  />
                  <text className="curve-label" x={frame.width + 6} y={places[series.length]} dy="0.35em">
                    {text('steps.floor')}
                  </text>
                </g>
              )}
              {series.map((one, i) => (
                <Series
                  key={one.eta}
                  series={one}
                  name={nameOf(one.eta)}
                  frame={frame}
                  lastSteps={steps[steps.length - 1]}
                  nameY={places[i]}
                />
              ))}
            </>
          );
        }}
      </Plot>
      <p className="report-axis">{text('steps.axis')}</p>
    </>
  );
}

interface SeriesProps {
  series: FdSeries;
  name: string;
  frame: Frame;
  /** Where the axis ends. */
  lastSteps: number;
  /** The height at which the name stands, at the right edge. */
  nameY: number;
}

/** One curve with its error bars and its name; a dotted line leads to the name from a curve that ends before the axis. */
function Series({ series: { eta, hue, cells }, name, frame, lastSteps, nameY }: SeriesProps) {
  const end = cells[cells.length - 1];
  return (
    <g data-symbol={eta === 'sigma-hat' ? undefined : 'et'}>
      <Curve points={cells.map((cell): Point => [cell.steps, cell.fd])} frame={frame} hue={hue} />
      {cells.map(({ steps, fd, stderr = 0 }) => (
        <ErrorBar key={steps} frame={frame} at={steps} value={fd} half={2 * stderr} hue={hue} />
      ))}
      {end.steps < lastSteps && (
        <path
          className={`report-leader is-dotted hue-${hue}`}
          d={`M${frame.x(end.steps) + 6},${frame.y(end.fd)}L${frame.width + 3},${nameY}`}
        />
      )}
      <CurveLabel x={frame.width + 6} y={nameY + 4} hue={hue}>
        {name}
      </CurveLabel>
    </g>
  );
}
