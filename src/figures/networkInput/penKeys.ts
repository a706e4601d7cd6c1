import type { Place } from './strokes.ts';

/** A key's way, as parts of the pad. */
const STEP = 1 / 20;
const FINE = 1 / 100;

const WAYS: Record<string, readonly [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key moves the pen, on the pad; null where the key moves nothing. Shift makes a fifth of the way. */
export function movedPen(
  [x, y]: Place,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): Place | null {
  const way = WAYS[key];
  if (!way) return null;
  const step = shiftKey ? FINE : STEP;
  const onPad = (at: number) => Math.min(1, Math.max(0, at));
  return [onPad(x + step * way[0]), onPad(y + step * way[1])];
}
