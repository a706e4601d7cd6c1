import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Point } from '../../ui/Plot.tsx';
import type { Landscape } from './model.ts';

/** The largest score that is drawn. */
const TOP = 6;
/** Every how many places an arrow stands. */
const EVERY = 10;
/** The arrows' length in x levels off, so that each stays clear of the next. */
const LONGEST = 0.17;

const lengthOf = (score: number) => (LONGEST * score) / (Math.abs(score) + 1);

/** The score over x as a curve, and as arrows on the axis: where and how strongly it points. */
export function ScoreStrip({ landscape: { places, score }, x }: { landscape: Landscape; x: number }) {
  const { text } = useLabels('demos/energy');
  const points: Point[] = [...score].map((s, i) => [places[i], Math.abs(s) > TOP ? NaN : s]);
  const arrows = [...places.keys()].filter((i) => i % EVERY === EVERY / 2);
  return (
    <Plot
      x={{ domain: [places[0], places[places.length - 1]], ticks: [] }}
      y={{ domain: [-TOP, TOP] }}
      height={150}
      margin={{ bottom: 8 }}
      description={text('scorePlot')}
    >
      {(frame) => (
        <g className="hue-score" data-symbol="score">
          <Curve points={points} frame={frame} hue="score" />
          {arrows.map((i) => (
            <Arrow
              key={i}
              from={frame.x(places[i])}
              to={frame.x(places[i] + lengthOf(score[i]))}
              y={frame.y(0)}
            />
          ))}
          <line className="cursor" x1={frame.x(x)} x2={frame.x(x)} y2={frame.height} />
          <CurveLabel x={frame.x(-0.5)} y={frame.y(-3.2)} hue="score" anchor="middle">
            {text('scoreCurve')}
          </CurveLabel>
        </g>
      )}
    </Plot>
  );
}

function Arrow({ from, to, y }: { from: number; to: number; y: number }) {
  const head = Math.sign(to - from) * Math.min(6, Math.abs(to - from));
  return (
    <g className="energy-arrow">
      <line x1={from} x2={to} y1={y} y2={y} />
      <path d={`M${to},${y} l${-head},-4 v8 z`} />
    </g>
  );
}
