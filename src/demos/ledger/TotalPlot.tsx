import { useLabels } from '../../ui/Label.tsx';
import { Area, Curve, Plot, type Point } from '../../ui/Plot.tsx';

interface Props {
  totals: readonly { total: number; error: number }[];
  /** Network calls in a pass. */
  perPass: number;
  passes: number;
}

/** The running total with a band of two standard errors, over the network calls. */
export function TotalPlot({ totals, perPass, passes }: Props) {
  const { text } = useLabels('demos/ledger');
  const shown = totals.slice(1);
  const last = shown.at(-1);
  const reach = Math.max(0.02, ...shown.map(({ total, error }) => Math.abs(total - last!.total) + 2 * error));
  const middle = last?.total ?? 1;
  const low = Math.max(0, middle - Math.min(reach, middle));
  const high = middle + reach;
  const at = (i: number) => (i + 2) * perPass;
  const points = (sign: number): Point[] =>
    shown.map(({ total, error }, i) => [at(i), Math.max(low, total + sign * 2 * error)]);
  return (
    <Plot
      x={{ domain: [0, passes * perPass] }}
      y={{ domain: [low, high], ticks: last ? [low, middle, high] : [], format: (v) => v.toFixed(2) }}
      height={150}
      margin={{ left: 40, right: 14 }}
      description={
        last
          ? text('totalPlot', { total: last.total.toFixed(3), error: last.error.toFixed(3) })
          : text('totalPlotEmpty')
      }
    >
      {(frame) => (
        <>
          {last && (
            <>
              <Area points={points(1)} base={points(-1)} frame={frame} hue="mu" opacity={0.22} />
              <Curve points={points(0)} frame={frame} hue="mu" />
              <circle
                className="hue-mu"
                fill="currentColor"
                cx={frame.x(at(shown.length - 1))}
                cy={frame.y(last.total)}
                r={4.5}
              />
            </>
          )}
        </>
      )}
    </Plot>
  );
}
