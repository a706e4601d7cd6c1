/** Strokes as MNIST would show them: light on dark, fitted into 20 of 28 pixels, centred by mass. */
import { distanceToSegment, type Place, type Stroke } from './strokes.ts';

/** MNIST's pen is two to three of 28 pixels wide. */
const PEN_RADIUS = 1.2;
/** The side of the box that MNIST's digits fill, as a share of the picture's (LeCun et al. 1998). */
export const BOX = 20 / 28;

/** Ink of a pen along the strokes: 1 on the line, fading over one pixel at its edge, 0 elsewhere; (side · side). */
export function inkOf(strokes: readonly Stroke[], side: number, radius: number): Float32Array {
  const ink = new Float32Array(side * side);
  for (const stroke of strokes)
    for (let k = 0; k < Math.max(1, stroke.length - 1); k++) {
      const a = stroke[k];
      const b = stroke[Math.min(k + 1, stroke.length - 1)];
      addSegment(ink, side, [a[0] * side, a[1] * side], [b[0] * side, b[1] * side], radius);
    }
  return ink;
}

function addSegment(ink: Float32Array, side: number, a: Place, b: Place, radius: number): void {
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(a[0], b[0]) - reach));
  const right = Math.min(side - 1, Math.ceil(Math.max(a[0], b[0]) + reach));
  const top = Math.max(0, Math.floor(Math.min(a[1], b[1]) - reach));
  const bottom = Math.min(side - 1, Math.ceil(Math.max(a[1], b[1]) + reach));
  for (let j = top; j <= bottom; j++)
    for (let i = left; i <= right; i++) {
      const distance = distanceToSegment([i + 0.5, j + 0.5], a, b);
      const here = Math.min(1, Math.max(0, radius + 0.5 - distance));
      ink[j * side + i] = Math.max(ink[j * side + i], here);
    }
}

/** The centre of mass in pixels from the left and the top; the middle for an empty picture. */
export function centreOfMass(ink: Float32Array, side: number): Place {
  let mass = 0;
  let x = 0;
  let y = 0;
  ink.forEach((value, i) => {
    mass += value;
    x += value * ((i % side) + 0.5);
    y += value * (Math.floor(i / side) + 0.5);
  });
  return mass === 0 ? [side / 2, side / 2] : [x / mass, y / mass];
}

const moved = (strokes: readonly Stroke[], scale: number, dx: number, dy: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(([x, y]): Place => [x * scale + dx, y * scale + dy]));

/** The strokes, scaled so that with their pen they fill the 20-pixel box, and moved so that their mass is central. */
function fitted(strokes: readonly Stroke[], side: number, radius: number): Stroke[] {
  const places = strokes.flat();
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const extent = Math.max(Math.max(...xs) - left, Math.max(...ys) - top);
  // A single point has no size to fit; it stays a dot.
  const scale = extent < 0.02 ? 1 : (BOX - (2 * radius) / side) / extent;
  const middle = (1 - BOX) / 2;
  const placed = moved(strokes, scale, middle - left * scale, middle - top * scale);
  const [x, y] = centreOfMass(inkOf(placed, side, radius), side);
  return moved(placed, 1, 0.5 - x / side, 0.5 - y / side);
}

/** A drawing as the network's data look: (side · side) values in [−1, 1], −1 where nothing is drawn. */
export function renderStrokes(strokes: readonly Stroke[], side: number): Float32Array {
  const radius = (PEN_RADIUS * side) / 28;
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  const ink =
    drawn.length === 0 ? new Float32Array(side * side) : inkOf(fitted(drawn, side, radius), side, radius);
  return ink.map((value) => 2 * value - 1);
}

/** A square picture in the middle of a larger one, −1 around it. */
export function centred(
  values: Float32Array,
  side: number,
  { width, height }: { width: number; height: number },
): Float32Array {
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const framed = new Float32Array(width * height).fill(-1);
  for (let y = 0; y < side; y++)
    framed.set(values.subarray(y * side, (y + 1) * side), (y + top) * width + left);
  return framed;
}
