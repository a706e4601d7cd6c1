import { Handle } from '../../figures/handles/Handle.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import { jensenOf, type TwoValues } from './model.ts';

const LOW = 0.02;
const BOTTOM = -4;

/** log x, the chord between two of its places, and the two at the mean. */
export function ChordPlot({
  values,
  onA,
  onB,
}: {
  values: TwoValues;
  onA: (a: number) => void;
  onB: (b: number) => void;
}) {
  const { text } = useLabels('demos/jensen');
  const { a, b } = values;
  const { mean, chord, curve } = jensenOf(values);
  // Ratios may be large: the axis follows in whole steps, so that it rarely moves.
  const right = Math.max(4.5, Math.ceil(Math.max(a, b)) + 0.5);
  const bottom = Math.min(-2.5, Math.max(BOTTOM, Math.floor(Math.log(Math.min(a, b)))));
  const log: Point[] = Array.from({ length: 161 }, (_, i) => LOW + ((right - LOW) * i * i) / 160 ** 2).map(
    (x) => [x, Math.log(x) < bottom ? NaN : Math.log(x)],
  );
  return (
    <Plot
      x={{
        domain: [0, right],
        ticks: Array.from({ length: Math.floor(right) + 1 }, (_, i) => i).filter(
          (i) => right < 10 || i % 5 === 0,
        ),
      }}
      y={{
        domain: [bottom, Math.max(1.8, Math.log(right) + 0.2)],
        ticks: [-2, -1, 0, 1],
        format: (v) => String(v).replace('-', '−'),
      }}
      height={330}
      margin={{ left: 30, top: 14, right: 40 }}
      hasHandles
      description={text('plot', { mean: mean.toFixed(2), chord: chord.toFixed(3), curve: curve.toFixed(3) })}
    >
      {(frame) => {
        const at = (x: number) => frame.y(Math.max(bottom, Math.log(x)));
        const half = frame.y((chord + curve) / 2);
        return (
          <>
            <Curve points={log} frame={frame} hue="xt" />
            <CurveLabel x={frame.x(right)} y={frame.y(Math.log(right)) - 9} hue="xt" anchor="end">
              {text('log')}
            </CurveLabel>
            <line
              className="jensen-chord hue-mu"
              x1={frame.x(a)}
              y1={at(a)}
              x2={frame.x(b)}
              y2={at(b)}
              stroke="currentColor"
            />
            <line
              className="jensen-drop"
              x1={frame.x(mean)}
              x2={frame.x(mean)}
              y1={frame.y(curve)}
              y2={frame.height}
            />
            <line
              className="jensen-gap"
              x1={frame.x(mean)}
              x2={frame.x(mean)}
              y1={frame.y(curve)}
              y2={frame.y(Math.max(bottom, chord))}
            />
            <circle className="hue-xt" fill="currentColor" cx={frame.x(mean)} cy={frame.y(curve)} r={5} />
            <circle
              className="hue-mu"
              fill="currentColor"
              cx={frame.x(mean)}
              cy={frame.y(Math.max(bottom, chord))}
              r={5}
            />
            <CurveLabel x={Math.max(92, frame.x(mean) - 9)} y={frame.y(curve) - 12} hue="xt" anchor="end">
              {text('curveAt')}
            </CurveLabel>
            <CurveLabel x={frame.x(mean) + 11} y={Math.max(half + 4, frame.y(chord) + 22)} hue="mu">
              {text('chordAt')}
            </CurveLabel>
            <CurveLabel x={frame.x(mean) + 6} y={frame.height - 8} hue="xt">
              {text('mean')}
            </CurveLabel>
            <Handle
              name={text('names.a')}
              value={a}
              x={frame.x}
              y={at(a)}
              hue="xt"
              symbol="ja"
              onDrag={onA}
              label="a"
              labelAt="above"
            />
            <Handle
              name={text('names.b')}
              value={b}
              x={frame.x}
              y={at(b)}
              hue="xt"
              symbol="jb"
              onDrag={onB}
              label="b"
              labelAt="above"
            />
          </>
        );
      }}
    </Plot>
  );
}
