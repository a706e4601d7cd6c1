import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { slopeOf, strongPoints, weakPoints, type ErrorAt } from './model.ts';
import type { Kind } from './state.ts';

interface Props {
  errors: readonly ErrorAt[] | null;
  kind: Kind;
  /** The reader's step. */
  h: number;
}

const BOTTOM = 2e-4;
const format = (slope: number) => (Number.isNaN(slope) ? '–' : slope.toFixed(2));
const power = (value: number) => `10${['⁰', '⁻¹', '⁻²', '⁻³'][Math.round(-Math.log10(value))]}`;

/** Both errors against the step, on logarithmic axes; a slope is an order. */
export function Errors({ errors, kind, h }: Props) {
  const { text } = useLabels('demos/sde-primer');
  const strong = strongPoints(errors ?? []);
  const weak = weakPoints(errors ?? []);
  const [strongSlope, weakSlope] = [slopeOf(strong), slopeOf(weak)].map(format);
  const shown = (points: typeof strong): Point[] => points.map((p) => [p.h, Math.max(BOTTOM, p.error)]);
  const at = errors?.find((e) => e.h === h);
  return (
    <Plot
      x={{
        domain: [1 / 600, 0.7],
        log: true,
        ticks: [1 / 512, 1 / 128, 1 / 32, 1 / 8, 1 / 2],
        format: (v) => `1/${Math.round(1 / v)}`,
      }}
      y={{ domain: [BOTTOM, 1], log: true, ticks: [1, 0.1, 0.01, 0.001], format: power }}
      height={372}
      margin={{ left: 42, bottom: 36 }}
      description={text('error', { strong: strongSlope, weak: weakSlope })}
    >
      {(frame) => (
        <>
          <text className="sde-primer-axis" x={frame.width} y={frame.height + 33} textAnchor="end">
            h
          </text>
          {errors && (
            <>
              <Curve points={shown(strong)} frame={frame} hue="xt" />
              {kind !== 'ode' && <Curve points={shown(weak)} frame={frame} hue="sched" />}
              {strong.map((p) => (
                <circle
                  key={p.h}
                  className="hue-xt"
                  fill="currentColor"
                  cx={frame.x(p.h)}
                  cy={frame.y(Math.max(BOTTOM, p.error))}
                  r={p.h === h ? 6 : 3}
                />
              ))}
              {kind !== 'ode' &&
                weak.map((p) => <Whisker key={p.h} point={p} isOn={p.h === h} frame={frame} />)}
              <CurveLabel x={frame.x(1 / 420)} y={frame.y(strong[6].error) - 40} hue="xt">
                {text(kind === 'ode' ? 'odeCurve' : 'strongCurve', { slope: strongSlope })}
              </CurveLabel>
              {kind !== 'ode' && (
                <CurveLabel x={frame.x(0.6)} y={frame.y(weak[2].error) + 44} hue="sched" anchor="end">
                  {text('weakCurve', { slope: weakSlope })}
                </CurveLabel>
              )}
            </>
          )}
          {at && <line className="cursor" x1={frame.x(h)} x2={frame.x(h)} y2={frame.height} />}
        </>
      )}
    </Plot>
  );
}

interface WhiskerProps {
  point: ReturnType<typeof weakPoints>[number];
  isOn: boolean;
  frame: { x: (v: number) => number; y: (v: number) => number };
}

/** A weak error with two standard errors up and down. */
function Whisker({ point: { h, error, deviation }, isOn, frame }: WhiskerProps) {
  const clip = (value: number) => frame.y(Math.max(BOTTOM, value));
  return (
    <g className="hue-sched" fill="currentColor" stroke="currentColor">
      <line
        x1={frame.x(h)}
        x2={frame.x(h)}
        y1={clip(error - 2 * deviation)}
        y2={clip(error + 2 * deviation)}
      />
      <circle cx={frame.x(h)} cy={clip(error)} r={isOn ? 6 : 3} />
    </g>
  );
}
