import { useRef, type PointerEvent } from 'react';
import { PointHandle } from '../../figures/handles/PointHandle.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { CurveLabel, Plot } from '../../ui/Plot.tsx';
import type { Place } from './model.ts';
import { BINS } from './state.ts';

interface Props {
  places: readonly Place[];
  levels: readonly number[];
  /** The columns' means, once the reader has asked for them. */
  means: readonly (number | null)[] | null;
  onLevel: (bin: number, value: number) => void;
  onPoint: (index: number, x: number, y: number) => void;
}

/** The pointer's place in the plot's own coordinates, while it is held down on `grip`. */
function usePlace() {
  const frame = useRef<SVGGElement>(null);
  const placeOf = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return null;
    const matrix = frame.current?.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : null;
  };
  return { frame, placeOf };
}

const inWords = (value: number) => value.toFixed(2).replace('-', '−');

const hold = (event: PointerEvent) => event.currentTarget.setPointerCapture(event.pointerId);

/** Points and the curve's four levels, all of them to drag; for the keyboard, sliders below do the same for the levels. */
export function PointsPlot({ places, levels, means, onLevel, onPoint }: Props) {
  const { text } = useLabels('demos/least-squares');
  const { frame: group, placeOf } = usePlace();
  return (
    <Plot
      x={{ domain: [0, BINS], ticks: [] }}
      y={{ domain: [-1.08, 1.08], ticks: [-1, 0, 1], format: (v) => String(v).replace('-', '−') }}
      height={330}
      margin={{ left: 30 }}
      hasHandles
      description={text('plot', { levels: levels.map((l) => l.toFixed(2)).join(', ') })}
    >
      {({ x, y, height }) => (
        <g ref={group}>
          {levels.slice(1).map((_, k) => (
            <line key={k} className="least-squares-edge" x1={x(k + 1)} x2={x(k + 1)} y2={height} />
          ))}
          {places.map((place, i) => {
            const level = levels[Math.min(BINS - 1, Math.floor(place.x))];
            return (
              <line
                key={i}
                className="least-squares-residual hue-mu"
                x1={x(place.x)}
                x2={x(place.x)}
                y1={y(place.y)}
                y2={y(level)}
              />
            );
          })}
          {means?.map(
            (mean, k) =>
              mean !== null && (
                <line
                  key={k}
                  className="least-squares-mean hue-x0"
                  x1={x(k) + 2}
                  x2={x(k + 1) - 2}
                  y1={y(mean)}
                  y2={y(mean)}
                />
              ),
          )}
          {levels.map((level, k) => (
            <g key={k} className="hue-mu">
              <line
                className="least-squares-level"
                x1={x(k) + 2}
                x2={x(k + 1) - 2}
                y1={y(level)}
                y2={y(level)}
              />
              <rect
                className="least-squares-grip"
                x={x(k)}
                width={x(k + 1) - x(k)}
                y={y(level) - 16}
                height={32}
                onPointerDown={hold}
                onPointerMove={(event) => {
                  const place = placeOf(event);
                  if (place) onLevel(k, y.invert(place.y));
                }}
              />
            </g>
          ))}
          {places.map((place, i) => (
            <PointHandle
              key={i}
              at={[place.x, place.y]}
              px={([across, up]) => [x(across), y(up)]}
              inverse={([left, top]) => [x.invert(left), y.invert(top)]}
              onMove={([across, up]) => onPoint(i, across, up)}
              name={text('point', { number: i + 1, x: inWords(place.x), y: inWords(place.y) })}
              hue="x0"
              grip={14}
            >
              <circle className="least-squares-point" r={5} />
            </PointHandle>
          ))}
          <CurveLabel x={x(BINS) - 6} y={y(levels[BINS - 1]) - 9} hue="mu" anchor="end">
            {text('yours')}
          </CurveLabel>
          <CurveLabel x={x(0) + 6} y={14} hue="x0">
            {text('points')}
          </CurveLabel>
          <CurveLabel x={x(2.5)} y={height - 6} hue="x0" anchor="middle">
            {text('groups')}
          </CurveLabel>
        </g>
      )}
    </Plot>
  );
}
