import { keyStep2 } from '../handles/keyStep.ts';
import type { Place } from './strokes.ts';

/** With Shift a key makes this part of its way. */
const FINE = 1 / 5;

/** Where a key moves the pen, on the pad (y counts from the top); null where the key moves nothing. */
export function movedPen(
  [x, y]: Place,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): Place | null {
  const way = keyStep2({ key, shiftKey: false });
  if (!way) return null;
  const part = shiftKey ? FINE : 1;
  const onPad = (at: number) => Math.min(1, Math.max(0, at));
  return [onPad(x + part * way[0]), onPad(y - part * way[1])];
}
