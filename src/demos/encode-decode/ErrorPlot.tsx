import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { useLabels } from '../../ui/Label.tsx';

interface Props {
  errors: readonly { steps: number; error: number }[];
  /** The number of steps that is shown in pictures. */
  steps: number;
}

const TICKS = [5, 10, 20, 50, 100, 200];

/** The error of the way there and back against the number of steps, both on logarithmic scales. */
export function ErrorPlot({ errors, steps }: Props) {
  const { text } = useLabels('demos/encode-decode');
  const sorted = [...errors].sort((a, b) => a.steps - b.steps);
  const points: Point[] = sorted.map((p) => [p.steps, p.error]);
  const values = sorted.map(({ error }) => error);
  const low = Math.min(0.01, ...values) * 0.7;
  const high = Math.max(0.3, ...values) * 1.4;
  const last = sorted.at(-1);
  return (
    <Plot
      x={{ domain: [Math.min(5, steps), 200], log: true, ticks: TICKS }}
      y={{
        domain: [low, high],
        log: true,
        ticks: [0.001, 0.01, 0.03, 0.1, 0.3, 1].filter((v) => v >= low && v <= high),
      }}
      height={190}
      margin={{ left: 40, right: 12 }}
      description={text('errorPlot', {
        list: sorted.map((p) => `${p.steps}: ${p.error.toFixed(3)}`).join(', '),
      })}
    >
      {(frame) => (
        <>
          <Curve points={points} frame={frame} hue="x0" symbol="xo" />
          {sorted.map((p) => (
            <g key={p.steps} className="hue-x0">
              <circle
                cx={frame.x(p.steps)}
                cy={frame.y(p.error)}
                r={p.steps === steps ? 6 : 4}
                fill="currentColor"
              />
            </g>
          ))}
          {last && (
            <CurveLabel x={frame.x(last.steps) + 4} y={frame.y(last.error) + 22} hue="x0" anchor="end">
              {text('errorLabel')}
            </CurveLabel>
          )}
        </>
      )}
    </Plot>
  );
}
