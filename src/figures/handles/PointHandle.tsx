/** A point of the plane that can be dragged, and moved by the arrow keys. */
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Hue } from '../../derivations/notation.ts';
import { keyStep2 } from './keyStep.ts';
import './handles.css';

type Pair = readonly [x: number, y: number];

interface Props {
  at: Pair;
  /** Places on the screen of points of the plane, px in the plot's frame, and back. */
  px: (at: Pair) => Pair;
  inverse: (px: Pair) => Pair;
  /** Called with a place of the plane; it is the caller who clamps and rounds. */
  onMove: (to: Pair) => void;
  /** What it is and where; read to those who do not see it. */
  name: string;
  hue: Hue;
  symbol?: string;
  /** Radius of what can be gripped, px. */
  grip?: number;
  /** What is drawn, around (0, 0). */
  children: ReactNode;
}

export function PointHandle({ at, px, inverse, onMove, name, hue, symbol, grip = 20, children }: Props) {
  const ref = useRef<SVGGElement>(null);
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const frame = (ref.current!.parentNode as SVGGraphicsElement).getScreenCTM();
    if (!frame) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(frame.inverse());
    onMove(inverse([x, y]));
  };
  const press = (event: KeyboardEvent) => {
    const step = keyStep2(event);
    if (!step) return;
    // Arrow keys also turn slides while presenting.
    event.preventDefault();
    event.stopPropagation();
    onMove([at[0] + step[0], at[1] + step[1]]);
  };
  const [x, y] = px(at);
  return (
    <g
      ref={ref}
      className={`point-handle hue-${hue}`}
      transform={`translate(${x},${y})`}
      data-symbol={symbol}
      tabIndex={0}
      role="button"
      aria-roledescription="movable point"
      aria-label={name}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <circle className="handle-grip" r={grip} />
      {/* What is drawn is named by aria-label. */}
      <g aria-hidden="true">{children}</g>
    </g>
  );
}
