/** A point on a plot's axis that can be dragged, and moved by the arrow keys. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Hue } from '../../derivations/notation.ts';
import type { Scale } from '../../ui/Plot.tsx';
import { keyValue } from './keyStep.ts';
import './handles.css';

interface Props {
  /** The value on the axis. */
  value: number;
  /** The plot's horizontal scale. */
  x: Scale;
  /** Where it stands vertically, px in the plot's frame. */
  y: number;
  hue: Hue;
  symbol?: string;
  /** Called with the value under the pointer, or a key's; it is the caller who clamps and rounds. */
  onDrag: (value: number) => void;
  /** What it moves, for those who do not see it. */
  name: string;
  /** Its value in words, where that is not its place. */
  valueText?: string;
  /** Its letter, drawn under or over it. */
  label?: string;
  labelAt?: 'above' | 'below';
  shape?: 'disc' | 'ring';
}

/** `x_t` in SVG text: an italic letter and what stands below the line. */
export function Subscripted({ text }: { text: string }) {
  const [letter, below] = text.split('_');
  if (below === undefined) return text;
  return (
    <>
      <tspan className="handle-letter">{letter}</tspan>
      <tspan className="handle-below" dy={3.5}>
        {below}
      </tspan>
    </>
  );
}

const inWords = (value: number) => value.toFixed(2).replace('-', '−');

/** Stands in a <Plot hasHandles>. */
export function Handle({
  value,
  x,
  y,
  hue,
  symbol,
  onDrag,
  name,
  valueText,
  label,
  labelAt = 'below',
  shape = 'disc',
}: Props) {
  const group = useRef<SVGGElement>(null);
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    // The frame's own coordinates, whatever the page does to the plot.
    const frame = (group.current!.parentNode as SVGGraphicsElement).getScreenCTM();
    if (frame)
      onDrag(x.invert(new DOMPoint(event.clientX, event.clientY).matrixTransform(frame.inverse()).x));
  };
  const [min, max] = x.domain();
  const press = (event: KeyboardEvent) => {
    const to = keyValue(event, value, min, max);
    if (to === null) return;
    event.preventDefault();
    onDrag(to);
  };
  const at = x(value);
  return (
    <g
      ref={group}
      className={`handle hue-${hue}`}
      data-symbol={symbol}
      tabIndex={0}
      role="slider"
      aria-label={name}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText ?? inWords(value)}
      onKeyDown={press}
    >
      <circle className={shape === 'disc' ? 'handle-disc' : 'handle-ring'} cx={at} cy={y} r={7} />
      {label && (
        <text
          className="curve-label"
          aria-hidden="true"
          x={at}
          y={labelAt === 'below' ? y + 36 : y - 13}
          textAnchor="middle"
        >
          <Subscripted text={label} />
        </text>
      )}
      <circle
        className="handle-grip"
        cx={at}
        cy={y}
        r={20}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
    </g>
  );
}
