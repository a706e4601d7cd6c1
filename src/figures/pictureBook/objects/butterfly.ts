import { ink, lighter, mixed, wood, type Palette, type Rgb } from '../colour.ts';
import { posed } from '../combine.ts';
import { blob, stroke } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { circle, ellipse, type Point, type Shape } from '../shape.ts';

const body: Rgb = mixed(wood, ink, 0.6);

/** Seen from above, head up. */
export function butterfly(dice: Dice, { main, dark, light, accent }: Palette): Sprite {
  const open = dice.between(0.78, 1);
  const w = dice.between(9.4, 11);
  const up = dice.between(6.8, 9);
  const low = dice.between(6.4, 8.4);
  const upper: Point[] = [
    [0.4, -1.4],
    [w * 0.45, -up * 0.92],
    [w * 0.94, -up],
    [w, -up * 0.4],
    [w * 0.6, 0.6],
    [0.4, 1],
  ];
  const lower: Point[] = [
    [0.4, 0],
    [w * 0.55, 0.4],
    [w * 0.82, low * 0.5],
    [w * 0.52, low],
    [w * 0.2, low * 0.7],
    [0.4, 2.6],
  ];
  const rim = dice.chance(0.5);
  const spots = dice.whole(1, 2);
  const spot = dice.chance(0.5) ? lighter(accent, 0.25) : light;
  const spotR = dice.between(1.3, 1.9);
  const wings = (s: number): Layer[] => {
    const onSide = (shape: Shape) => posed(shape, { scaleX: open, mirrored: s < 0 });
    const inner = (points: readonly Point[]) => {
      const [cx, cy] = [w * 0.5, points === upper ? -up * 0.42 : low * 0.45];
      return blob(points.map(([x, y]): Point => [cx + (x - cx) * 0.76, cy + (y - cy) * 0.76]));
    };
    const pair = (points: readonly Point[], colour: Rgb) =>
      rim
        ? [paint(dark, onSide(blob(points))), paint(colour, onSide(inner(points)))]
        : [paint(colour, onSide(blob(points)))];
    return [
      ...pair(lower, lighter(main, 0.22)),
      ...pair(upper, main),
      paint(spot, onSide(circle(w * 0.66, -up * 0.52, spotR))),
      ...(spots > 1 ? [paint(spot, onSide(circle(w * 0.48, low * 0.5, spotR * 0.75)))] : []),
    ];
  };
  const feeler = dice.between(2, 3.4);
  return {
    footing: 'air',
    sway: 0.07,
    layers: [
      ...[1, -1].flatMap(wings),
      ...[-1, 1].map((s) =>
        paint(
          body,
          stroke(
            [
              [0, -4.4],
              [s * feeler * 0.5, -7],
              [s * feeler, -8.6],
            ],
            0.7,
          ),
        ),
      ),
      paint(body, ellipse(0, 0.6, 1.15, 5.4)),
      paint(body, circle(0, -4.6, 1.5)),
    ],
  };
}
