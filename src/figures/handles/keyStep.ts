/** How far an arrow key moves a handle, in the plot's units, alone and with Shift. */
const STEP = 0.05;
const LONG = 0.5;

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

interface Key {
  key: string;
  shiftKey: boolean;
}

/** The way that an arrow key moves a point of the plane; null for every other key. */
export function keyStep2({ key, shiftKey }: Key): [x: number, y: number] | null {
  const way = WAYS[key];
  const by = shiftKey ? LONG : STEP;
  return way ? [by * way[0], by * way[1]] : null;
}

/** The value that a slider's key leads to on an axis from `min` to `max`, inside it; null for every other key. */
export function keyValue({ key, shiftKey }: Key, value: number, min: number, max: number): number | null {
  const way = WAYS[key];
  const to = way
    ? value + (shiftKey ? LONG : STEP) * (way[0] + way[1])
    : { Home: min, End: max, PageUp: value + LONG, PageDown: value - LONG }[key];
  return to === undefined ? null : Math.min(max, Math.max(min, to));
}
