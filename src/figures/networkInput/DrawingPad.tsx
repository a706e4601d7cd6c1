/** A pad to draw a digit on, with finger, pen, mouse or keys; digits drawn by the page are a key away. */
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { digitStrokes } from './digitStrokes.ts';
import { movedPen } from './penKeys.ts';
import { setNetworkInput, useNetworkInputState } from './networkInputStore.ts';
import { decodeStrokes, encodeStrokes, LONGEST_INK, simplified, type Place, type Stroke } from './strokes.ts';

/** Bitmap pixels a side. */
const SIDE = 280;
const PEN = 22;

function paintStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
  context.strokeStyle = '#fff';
  context.lineWidth = PEN;
  context.lineCap = context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach(([x, y], i) => context[i === 0 ? 'moveTo' : 'lineTo'](x * SIDE, y * SIDE));
    // A tap is a dot.
    if (stroke.length === 1) context.lineTo(stroke[0][0] * SIDE, stroke[0][1] * SIDE);
    context.stroke();
  }
}

function placeOf(event: React.PointerEvent<HTMLCanvasElement>): Place {
  const box = event.currentTarget.getBoundingClientRect();
  const inside = (x: number) => Math.min(1, Math.max(0, x));
  return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
}

export function DrawingPad() {
  const { text } = useLabels('figures/networkInput');
  const { ink } = useNetworkInputState();
  const ref = useRef<HTMLCanvasElement>(null);
  const hint = useId();
  const [stroke, setStroke] = useState<Stroke | null>(null);
  /** A drawing that the page put there is replaced by the first own stroke. */
  const [isGiven, setGiven] = useState(true);
  /** The pen that keys move. */
  const [pen, setPen] = useState<Place>([0.5, 0.5]);
  const kept = decodeStrokes(isGiven && stroke ? '' : ink);
  const shown = stroke ? [...kept, stroke] : kept;
  useEffect(() => paintStrokes(ref.current!, shown));
  const end = () => {
    if (!stroke) return;
    const next = encodeStrokes([...kept, simplified(stroke)]);
    if (next.length <= LONGEST_INK) setNetworkInput({ ink: next });
    setStroke(null);
    setGiven(false);
  };
  const give = (given: string) => {
    setNetworkInput({ ink: given });
    setGiven(true);
  };
  const onKey = (event: React.KeyboardEvent) => {
    const moved = movedPen(pen, event);
    if (moved) {
      setPen(moved);
      if (stroke) setStroke([...stroke, moved]);
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (stroke) end();
      else setStroke([pen]);
    } else if (event.key === 'Backspace') {
      if (stroke) setStroke(null);
      else setNetworkInput({ ink: encodeStrokes(kept.slice(0, -1)) });
    } else return;
    event.preventDefault();
  };
  return (
    <div className="pad">
      <div className="pad-board">
        <canvas
          ref={ref}
          width={SIDE}
          height={SIDE}
          className="pad-canvas"
          role="application"
          tabIndex={0}
          aria-label={text('pad')}
          aria-describedby={hint}
          onKeyDown={onKey}
          onBlur={end}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setStroke([placeOf(event)]);
          }}
          onPointerMove={(event) => stroke && setStroke([...stroke, placeOf(event)])}
          onPointerUp={end}
          onPointerCancel={() => setStroke(null)}
        />
        <i
          className="pad-pen"
          data-down={stroke ? '' : undefined}
          style={{ insetInlineStart: `${100 * pen[0]}%`, insetBlockStart: `${100 * pen[1]}%` }}
        />
        <p className="pad-keys" id={hint}>
          {text('padKeys')}
        </p>
      </div>
      <div className="pad-digits" role="group" aria-label={text('digits')}>
        {Array.from({ length: 10 }, (_, digit) => (
          <Button
            key={digit}
            aria-label={text('digit', { digit })}
            onPress={() => give(encodeStrokes(digitStrokes(digit)))}
          >
            {digit}
          </Button>
        ))}
        <Button onPress={() => give('')}>{text('clear')}</Button>
      </div>
    </div>
  );
}
