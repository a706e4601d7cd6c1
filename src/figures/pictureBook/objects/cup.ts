import { darker, ink, lighter, white, type Palette, type Rgb } from '../colour.ts';
import { difference, intersection } from '../combine.ts';
import { stroke } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, circle, ellipse, line, polygon, type Shape } from '../shape.ts';

const drinks: readonly Rgb[] = [
  [98, 58, 36],
  [176, 112, 60],
  [236, 190, 120],
];

/** The handle is at the right. */
export function cup(dice: Dice, palette: Palette): Sprite {
  const { main, light } = palette;
  const w = dice.between(6.2, 7.6);
  const h = dice.between(9.5, 12.5);
  const taper = dice.between(0.62, 0.92);
  const x = -1.6;
  const drink = dice.choose(drinks);
  const saucer = dice.chance(0.4);
  const handleY = -h * dice.between(0.5, 0.62);
  const handleR = dice.between(3, 3.7);
  const wall = polygon([
    [x - w, -h],
    [x + w, -h],
    [x + w * taper, -0.8],
    [x + w * taper - 1, 0],
    [x - w * taper + 1, 0],
    [x - w * taper, -0.8],
  ]);
  const handle = difference(
    circle(x + w * 0.96, handleY, handleR),
    circle(x + w * 0.96, handleY, handleR - 1.7),
  );
  const layers: Layer[] = [
    ...steam(dice, x, -h - 2),
    ...(saucer
      ? [paint(light, ellipse(x, 0, w + 3.2, 1.6)), paint(darker(light, 0.2), ellipse(x, 0.4, w + 1.2, 1))]
      : []),
    paint(darker(main, 0.15), handle),
    paint(main, wall),
    paint(darker(main, 0.18), intersection(wall, box(x + w * 0.55, -h, x + w, 0))),
    ...pattern(dice, palette, wall, x, w, h),
    paint(lighter(main, 0.3), ellipse(x, -h, w, 1.9)),
    paint(drink, ellipse(x, -h + 0.15, w - 1.1, 1.2)),
  ];
  return { footing: 'ground', sway: 0.01, layers };
}

function steam(dice: Dice, x: number, y: number): Layer[] {
  const count = dice.choose([0, 2, 2, 3]);
  const rise = dice.between(4, 6);
  const sway = dice.choose([-1, 1]) * dice.between(0.8, 1.4);
  return Array.from({ length: count }, (_, i) => {
    const at = x + (i - (count - 1) / 2) * 3.6;
    return paint(
      [214, 218, 232],
      stroke(
        [
          [at, y],
          [at + sway, y - rise / 3],
          [at - sway, y - (2 * rise) / 3],
          [at, y - rise],
        ],
        1,
      ),
      0.85,
    );
  });
}

function pattern(
  dice: Dice,
  { accent, light }: Palette,
  wall: Shape,
  x: number,
  w: number,
  h: number,
): Layer[] {
  const kind = dice.choose(['plain', 'stripe', 'dots', 'heart', 'face'] as const);
  const y = -h * 0.46;
  const within = (shape: Shape) => intersection(wall, shape);
  const colour = lighter(accent, 0.15);
  if (kind === 'stripe')
    return [
      paint(colour, within(box(x - w, y - 1.4, x + w, y + 1.4))),
      paint(light, within(box(x - w, y + 2.2, x + w, y + 3))),
    ];
  if (kind === 'dots')
    return [-0.55, 0, 0.55].flatMap((u, i) => [
      paint(white, within(circle(x + u * w, y + (i % 2 ? -1.8 : 1), 1.1))),
    ]);
  if (kind === 'heart')
    return [
      ...[-1, 1].map((s) => paint(colour, circle(x + s * 1.25, y - 0.9, 1.55))),
      paint(
        colour,
        polygon([
          [x - 2.7, y - 0.4],
          [x + 2.7, y - 0.4],
          [x, y + 3],
        ]),
      ),
    ];
  if (kind === 'face')
    return [
      ...[-1, 1].map((s) => paint(ink, ellipse(x + s * 2, y - 0.6, 0.7, 0.9))),
      paint(ink, line(x - 0.9, y + 1.7, x, y + 2.2, 0.6)),
      paint(ink, line(x, y + 2.2, x + 0.9, y + 1.7, 0.6)),
    ];
  return [];
}
