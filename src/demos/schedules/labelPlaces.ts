/** Where the curves' names stand: away from the other curves, so that each is read with its own. */

export interface LabelPlace {
  /** Index of the point of the curve that carries the name. */
  index: number;
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

type Pixel = readonly [x: number, y: number];

const HEIGHT = 15;
const LETTER = 6.9;
const OFFSET = 9;
/** Beyond this distance, more room is no better. */
const ENOUGH = 26;

const length = (x: number, y: number) => Math.sqrt(x * x + y * y);

/** How far the nearest of the points is from the box, at most `atMost`. */
function nearest({ left, right, top, bottom }: Box, points: readonly Pixel[], atMost: number): number {
  let least = atMost;
  for (const [x, y] of points)
    least = Math.min(least, length(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)));
  return least;
}

const gapBetween = (a: Box, b: Box): number =>
  length(Math.max(a.left - b.right, 0, b.left - a.right), Math.max(a.top - b.bottom, 0, b.top - a.bottom));

const boxAt = (x: number, middle: number, width: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: middle - HEIGHT / 2,
  bottom: middle + HEIGHT / 2,
});

/** The eight sides of a point on which a name may stand. */
const SIDES = [-1, 0, 1]
  .flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  .filter(([x, y]) => x || y);

/** Every so many points a place is tried. */
const STRIDE = 5;

/**
 * For each curve (its points in px, dense) a place for its name: centred at x, the base line at y. `size` is the plot's.
 * Greedy, in the order given: the place whose box is farthest from other curves, from the names before, and yet near its
 * own curve.
 */
export function labelPlaces(
  curves: readonly { name: string; points: readonly Pixel[] }[],
  size: { width: number; height: number },
): LabelPlace[] {
  const taken: Box[] = [];
  return curves.map(({ name, points }, own) => {
    const width = name.length * LETTER;
    const others = curves.filter((_, i) => i !== own).flatMap((other) => other.points);
    let best = { score: -Infinity, index: 0, box: boxAt(0, 0, width) };
    for (let index = 0; index < points.length; index += STRIDE)
      for (const [dx, dy] of SIDES) {
        const x = points[index][0] + dx * (width / 2 + OFFSET);
        const box = boxAt(x, points[index][1] + dy * (HEIGHT / 2 + OFFSET), width);
        if (box.left < 4 || box.right > size.width || box.top < 0 || box.bottom > size.height) continue;
        const toNames = Math.min(ENOUGH, ...taken.map((other) => gapBetween(box, other)));
        if (toNames < 2) continue;
        const toOthers = nearest(box, others, toNames);
        if (toOthers <= best.score) continue;
        const score = toOthers - 2 * Math.abs(nearest(box, points, 99) - 5);
        if (score > best.score) best = { score, index, box };
      }
    taken.push(best.box);
    return { index: best.index, x: (best.box.left + best.box.right) / 2, y: best.box.bottom - 3.5 };
  });
}
