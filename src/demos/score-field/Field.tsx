/** The plane: density, score field, the components, the probe with its arrows. */
import { useMemo } from 'react';
import { noisedMixture2, type Mixture2, type Vector2 } from '../../math/mixture2.ts';
import { formatNumber } from '../../ui/formatNumber.ts';
import { PointHandle } from '../../figures/handles/PointHandle.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { ArrowPath } from './ArrowPath.tsx';
import { DensitySquare } from './DensitySquare.tsx';
import { arrowLength, scoreGrid, type Probe } from './model.ts';
import { REACH } from './state.ts';

/** The svg's own units a side. */
const SIDE = 600;
const COUNT = 17;
const LONGEST = (0.95 * SIDE) / COUNT;

const px = ([x, y]: Vector2): Vector2 => [
  ((x + REACH) / (2 * REACH)) * SIDE,
  ((REACH - y) / (2 * REACH)) * SIDE,
];
const inverse = ([x, y]: Vector2): Vector2 => [
  (x / SIDE) * 2 * REACH - REACH,
  REACH - (y / SIDE) * 2 * REACH,
];

const inside = (x: number) => Math.round(100 * Math.min(REACH, Math.max(-REACH, x))) / 100;
const onGrid = ([x, y]: Vector2): Vector2 => [inside(x), inside(y)];

interface Props {
  data: Mixture2;
  alphaBar: number;
  xt: Vector2;
  probe: Probe;
  showsSum: boolean;
  onProbe: (to: Vector2) => void;
  onMean: (k: number, to: Vector2) => void;
}

export function Field({ data, alphaBar, xt, probe, showsSum, onProbe, onMean }: Props) {
  const { text } = useLabels('demos/score-field');
  const noisy = useMemo(() => noisedMixture2(data, alphaBar), [data, alphaBar]);
  const arrows = useMemo(() => scoreGrid(noisy, REACH, COUNT), [noisy]);
  const place = ([x, y]: Vector2) => ({ x: formatNumber(x, 2), y: formatNumber(y, 2) });
  /** Where x_t + (1−ᾱ) s points: the score as a step that Tweedie's formula takes. */
  const stepTo = (s: Vector2): Vector2 => [xt[0] + (1 - alphaBar) * s[0], xt[1] + (1 - alphaBar) * s[1]];
  return (
    <div className="field">
      <DensitySquare mixture={noisy} />
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="group" aria-label={text('field')}>
        <g className="field-arrows hue-score" data-symbol="score">
          {arrows.map(({ from, score }, i) => {
            const size = Math.hypot(...score);
            const length = arrowLength(size, LONGEST);
            const [x, y] = px(from);
            const to: Vector2 = [x + (length * score[0]) / size, y - (length * score[1]) / size];
            return <ArrowPath key={i} from={[x, y]} to={to} head={5} />;
          })}
        </g>
        {noisy.map(({ mean }, k) => (
          <line
            key={k}
            className="field-shrink hue-x0"
            x1={px(data[k].mean)[0]}
            y1={px(data[k].mean)[1]}
            x2={px(mean)[0]}
            y2={px(mean)[1]}
          />
        ))}
        {probe.parts.map(({ responsibility, score }, k) => (
          <g key={k} className="field-part" style={{ strokeWidth: 1 + 4 * responsibility }}>
            <ArrowPath from={px(xt)} to={px(stepTo(score))} head={9} />
          </g>
        ))}
        {showsSum && (
          <g className="field-sum">
            <ArrowPath from={px(xt)} to={px(stepTo(probe.sum))} head={12} />
          </g>
        )}
        <g className="field-average hue-score" data-symbol="score">
          <ArrowPath from={px(xt)} to={px(stepTo(probe.average))} head={13} />
        </g>
        <line
          className="field-scale hue-mu"
          x1={px(stepTo(probe.average))[0]}
          y1={px(stepTo(probe.average))[1]}
          x2={px(probe.tweedie)[0]}
          y2={px(probe.tweedie)[1]}
        />
        {data.map(({ mean }, k) => (
          <PointHandle
            key={k}
            at={mean}
            {...{ px, inverse }}
            onMove={(to) => onMean(k, onGrid(to))}
            name={text('component', { k: k + 1, ...place(mean) })}
            hue="x0"
            symbol="xo"
          >
            <circle className="field-mean" r={11} />
            <text className="field-mean-number" aria-hidden="true" dy="0.35em">
              {k + 1}
            </text>
          </PointHandle>
        ))}
        <g className="hue-mu" data-symbol="xoh" transform={`translate(${px(probe.tweedie)})`}>
          <path className="field-tweedie" d="M0,-9 L9,0 L0,9 L-9,0 Z" />
          <text className="field-label" y={27} textAnchor="middle">
            {text('tweedie')}
          </text>
        </g>
        <PointHandle
          at={xt}
          {...{ px, inverse }}
          onMove={(to) => onProbe(onGrid(to))}
          name={`${text('xt')}: ${text('probe', place(xt))}`}
          hue="xt"
          symbol="xt"
        >
          <circle className="field-probe" r={9} />
          <text className="field-label" aria-hidden="true" x={-13} y={-11} textAnchor="end">
            {text('xt')}
          </text>
        </PointHandle>
      </svg>
    </div>
  );
}
