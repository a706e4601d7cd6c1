import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Vector2 } from '../../math/mixture2.ts';
import { REACH } from './state.ts';

interface Props {
  at: Vector2;
  /** Screen places of a point of the plane, px in the svg's frame. */
  px: (at: Vector2) => Vector2;
  inverse: (px: Vector2) => Vector2;
  onMove: (to: Vector2) => void;
  /** What it is and where; read to those who do not see it. */
  name: string;
  className: string;
  symbol: string;
  children: ReactNode;
}

const KEYS: Record<string, Vector2> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const onGrid = (x: number) => Math.round(100 * Math.min(REACH, Math.max(-REACH, x))) / 100;

/** A point of the plane that the pointer drags and the arrow keys move: by 0.05, with Shift by 0.5. */
export function DragPoint({ at, px, inverse, onMove, name, className, symbol, children }: Props) {
  const ref = useRef<SVGGElement>(null);
  const move = ([x, y]: Vector2) => onMove([onGrid(x), onGrid(y)]);
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const frame = ref.current!.ownerSVGElement!.getScreenCTM();
    if (!frame) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(frame.inverse());
    move(inverse([x, y]));
  };
  const press = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (!step) return;
    // Arrow keys also turn slides while presenting.
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 0.5 : 0.05;
    move([at[0] + by * step[0], at[1] + by * step[1]]);
  };
  const [x, y] = px(at);
  return (
    <g
      ref={ref}
      className={`drag-point ${className}`}
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
      <circle className="drag-grip" r={20} />
      {/* What is drawn is named by aria-label. */}
      <g aria-hidden="true">{children}</g>
    </g>
  );
}
