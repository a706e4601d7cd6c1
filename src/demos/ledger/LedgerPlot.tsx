import type { Hue } from '../../derivations/notation.ts';
import { StackedBars } from '../../figures/stackedBars/StackedBars.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { CurveLabel, Plot } from '../../ui/Plot.tsx';
import type { Ledger } from './model.ts';
import { subscript } from './subscript.ts';

interface Bar {
  id: string;
  low: number;
  high: number;
  bits: number;
  error: number;
  hue: Hue;
}

/** L_0 stands on the doubling from 1 to 2, L_T on the one after T; every other part on its own steps. */
const barsOf = ({ entries, prior }: Ledger, T: number): Bar[] => [
  ...entries.map(({ from, to, bits, error }, i) => ({
    id: String(from),
    low: from,
    high: to + 1,
    bits,
    error,
    hue: (i === 0 ? 'x0' : 'mu') as Hue,
  })),
  { id: 'T', low: T + 1, high: 2 * (T + 1), bits: prior, error: 0, hue: 'xt' as Hue },
];

/** Bits per doubling of t, so that a bar's area is its share of the total. */
const heightOf = ({ low, high, bits }: Bar) => bits / Math.log2(high / low);

export function LedgerPlot({ ledger, T }: { ledger: Ledger | null; T: number }) {
  const { text } = useLabels('demos/ledger');
  const bars = ledger ? barsOf(ledger, T) : [];
  const top = Math.max(
    0.05,
    ...bars.map((bar) => heightOf(bar) + (2 * bar.error) / Math.log2(bar.high / bar.low)),
  );
  const powers = [1, 2, 5, 10, 30, 100, 300, 1000, 3000, 10_000].filter((t) => t <= T);
  return (
    <>
      <Plot
        x={{ domain: [1, 2 * (T + 1)], log: true, ticks: powers }}
        y={{
          domain: [0, top * 1.12],
          ticks: ledger ? [0, top / 2, top] : [0],
          format: (v) => v.toFixed(top < 100 ? 2 : 0),
        }}
        height={200}
        margin={{ top: 18, left: 40 }}
        description={ledger ? text('termsPlot', { total: ledger.total.toFixed(2) }) : text('termsPlotEmpty')}
      >
        {(frame) => (
          <>
            {bars.map((bar) => (
              <g key={bar.id} className={`hue-${bar.hue}`}>
                <rect
                  x={frame.x(bar.low)}
                  width={Math.max(0.5, frame.x(bar.high) - frame.x(bar.low) - 1)}
                  y={frame.y(Math.max(0, heightOf(bar)))}
                  height={frame.height - frame.y(Math.max(0, heightOf(bar)))}
                  fill="currentColor"
                  fillOpacity={0.7}
                />
                <ErrorBar bar={bar} x={frame.x} y={frame.y} />
              </g>
            ))}
            <CurveLabel x={frame.x(1) + 4} y={-5} hue="x0">
              {text('decoder')}
            </CurveLabel>
            <CurveLabel x={frame.x(T < 100 ? Math.sqrt(2 * (T + 1)) : 30)} y={-5} hue="mu" anchor="middle">
              {text('denoiser')}
            </CurveLabel>
            <CurveLabel x={frame.width} y={-5} hue="xt" anchor="end">
              {text('encoder')}
            </CurveLabel>
          </>
        )}
      </Plot>
      <StackedBars
        full={Math.max(0.1, ledger?.total ?? 1)}
        description={text('stack')}
        rows={[
          {
            id: 'total',
            name: text('stackName'),
            sum: ledger ? ledger.total.toFixed(2) : '',
            parts: bars.map((bar, i) => ({
              id: bar.id,
              label: bar.id === '1' ? text('term', { index: subscript(0) }) : stepsOf(bar),
              value: bar.bits,
              hue: bar.hue,
              opacity: bar.hue === 'mu' && i % 2 ? 0.95 : 0.75,
            })),
          },
        ]}
      />
    </>
  );
}

const stepsOf = ({ low, high }: Bar) => (high - low === 1 ? `t = ${low}` : `${low}–${high - 1}`);

function ErrorBar({ bar, x, y }: { bar: Bar; x: (t: number) => number; y: (bits: number) => number }) {
  const reach = (2 * bar.error) / Math.log2(bar.high / bar.low);
  if (!(reach > 0)) return null;
  const middle = x(Math.sqrt(bar.low * bar.high));
  return (
    <path
      className="ledger-error"
      d={`M${middle} ${y(heightOf(bar) + reach)}V${y(Math.max(0, heightOf(bar) - reach))}`}
    />
  );
}
