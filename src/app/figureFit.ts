/** A figure that is taller than its slide is drawn smaller, as a whole. */

/** Width, px, from which figures lay their parts side by side (with some to spare; their container queries say 760). */
const WIDE = 780;
const SMALLEST = 0.5;

/**
 * Makes a figure end above `bottom` (px in the window). The first time it gets its wide layout, where its column is too narrow
 * for that; then it is scaled down. It never grows again until `unfitFigures`, so that it does not breathe while it works.
 * Returns whether it changed something; what has a new width lays itself out a frame later.
 */
export function fitFigure(figure: HTMLElement, bottom: number): boolean {
  const { top } = figure.getBoundingClientRect();
  const drawn = (figure.lastElementChild ?? figure).getBoundingClientRect().bottom - top;
  const room = bottom - top;
  if (drawn <= room + 0.5) return false;
  const { style } = figure;
  const before = Number(style.getPropertyValue('--fit')) || null;
  const column = figure.offsetWidth;
  const board = before === null ? Math.max(WIDE, column) : column;
  const fit = board > column ? column / board : Math.max(SMALLEST, ((before ?? 1) * room) / drawn);
  if (fit === before) return false;
  style.setProperty('--board', `${board}px`);
  style.setProperty('--fit', String(fit));
  return true;
}

/** Every figure at its own size again. */
export function unfitFigures(): void {
  for (const { style } of document.querySelectorAll<HTMLElement>('.scene > .fig')) {
    style.removeProperty('--board');
    style.removeProperty('--fit');
  }
}
