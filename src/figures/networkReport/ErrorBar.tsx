import type { Scale } from '../../ui/Plot.tsx';

interface Props {
  frame: { x: Scale; y: Scale };
  at: number;
  value: number;
  /** Half the bar's length, in the value's unit. */
  half: number;
  hue: string;
}

/** A measured value with a bar for how sure it is. A bar that would leave a logarithmic axis is cut at its end. */
export function ErrorBar({ frame, at, value, half, hue }: Props) {
  const [low, high] = frame.y.domain();
  const x = frame.x(at);
  return (
    <g className={`hue-${hue}`}>
      {half > 0 && (
        <line
          className="report-error"
          x1={x}
          x2={x}
          y1={frame.y(Math.max(low, value - half))}
          y2={frame.y(Math.min(high, value + half))}
        />
      )}
      <circle fill="currentColor" r={3.5} cx={x} cy={frame.y(value)} />
    </g>
  );
}
