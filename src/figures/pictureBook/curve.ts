import { union } from './combine.ts';
import { line, polygon, type Point, type Shape } from './shape.ts';

const pieces = 6;

/** The point at s in [0, 1] between b and c on the Catmull-Rom curve through a, b, c, d. */
function between(a: Point, b: Point, c: Point, d: Point, s: number): Point {
  const at = (i: 0 | 1) =>
    0.5 *
    (2 * b[i] +
      (c[i] - a[i]) * s +
      (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * s * s +
      (3 * b[i] - a[i] - 3 * c[i] + d[i]) * s * s * s);
  return [at(0), at(1)];
}

/** The smooth closed outline through the points. */
export function blob(points: readonly Point[]): Shape {
  const n = points.length;
  const at = (i: number) => points[(i + n) % n];
  const outline = points.flatMap((_, i) =>
    Array.from({ length: pieces }, (_, k) => between(at(i - 1), at(i), at(i + 1), at(i + 2), k / pieces)),
  );
  return polygon(outline);
}

/** A smooth stroke through the points, with round ends. */
export function stroke(points: readonly Point[], width: number): Shape {
  const at = (i: number) => points[Math.min(points.length - 1, Math.max(0, i))];
  const places: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++)
    for (let k = 0; k < pieces; k++) places.push(between(at(i - 1), at(i), at(i + 1), at(i + 2), k / pieces));
  places.push(at(points.length - 1));
  return union(...places.slice(1).map(([x, y], i) => line(places[i][0], places[i][1], x, y, width)));
}
