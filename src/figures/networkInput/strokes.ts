/** A drawing as lines of a pen, and as the short text that stands in a link. */

/** A place on the pad, 0…1 from the left and from the top. */
export type Place = readonly [x: number, y: number];

/** One line of the pen without lifting it. */
export type Stroke = readonly Place[];

/** A place is two letters, one of 64 columns and one of 64 rows; strokes are parted by a dot. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LAST = LETTERS.length - 1;

/** What a drawing's text looks like; empty for an empty pad. */
export const INK = /^(?:(?:[A-Za-z0-9_-]{2})+(?:\.(?:[A-Za-z0-9_-]{2})+)*)?$/;

/** Letters that a drawing may have: about 350 places. */
export const LONGEST_INK = 720;

const letterOf = (value: number) => LETTERS[Math.round(Math.min(1, Math.max(0, value)) * LAST)];

export const encodeStrokes = (strokes: readonly Stroke[]): string =>
  strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => stroke.map(([x, y]) => letterOf(x) + letterOf(y)).join(''))
    .join('.');

/** The strokes of a text that matches INK. */
export const decodeStrokes = (ink: string): Stroke[] =>
  ink === ''
    ? []
    : ink
        .split('.')
        .map((letters) =>
          Array.from({ length: letters.length / 2 }, (_, i): Place => [
            LETTERS.indexOf(letters[2 * i]) / LAST,
            LETTERS.indexOf(letters[2 * i + 1]) / LAST,
          ]),
        );

/** The distance of a place from the line between two others. */
export function distanceToSegment([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** The stroke with fewer places, none moved by more than `tolerance` (Ramer, Douglas and Peucker). */
export function simplified(stroke: Stroke, tolerance = 0.008): Stroke {
  if (stroke.length < 3) return stroke;
  const first = stroke[0];
  const last = stroke[stroke.length - 1];
  const distances = stroke.map((place) => distanceToSegment(place, first, last));
  const farthest = distances.reduce((best, d, i) => (d > distances[best] ? i : best), 0);
  if (distances[farthest] <= tolerance) return [first, last];
  const before = simplified(stroke.slice(0, farthest + 1), tolerance);
  return [...before.slice(0, -1), ...simplified(stroke.slice(farthest), tolerance)];
}
