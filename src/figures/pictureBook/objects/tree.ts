import { darker, lighter, near, wood, type Palette } from '../colour.ts';
import { intersection, union } from '../combine.ts';
import { blob } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { circle, ellipse, polygon, type Shape } from '../shape.ts';

export function tree(dice: Dice, palette: Palette): Sprite {
  const kind = dice.choose(['round', 'round', 'round', 'fir', 'fir', 'poplar'] as const);
  const bark = darker(near(wood, dice, 6), palette.name === 'brown' ? 0.4 : 0.05);
  const width = dice.between(1.1, 1.7);
  const trunk = paint(
    bark,
    polygon([
      [-width, -9],
      [width, -9],
      [width * 1.3, 0],
      [-width * 1.3, 0],
    ]),
  );
  const crown = kind === 'fir' ? fir(dice, palette) : leafy(dice, palette, kind);
  return { footing: 'ground', sway: 0.005, layers: [trunk, ...crown] };
}

function leafy(dice: Dice, { main, accent, name }: Palette, kind: 'round' | 'poplar'): Layer[] {
  const y = dice.between(-14, -13);
  const r = dice.between(4.6, 5.6);
  const lumps = [-1, 0, 1].map((side) =>
    circle(
      side * dice.between(3, 4.4),
      y + (side === 0 ? -dice.between(2.6, 4) : dice.between(0, 2)),
      r * dice.between(0.85, 1),
    ),
  );
  const crown: Shape =
    kind === 'round' ? union(...lumps, circle(0, y + 1, r)) : poplarCrown(r, y, dice.between(8.6, 9.8));
  const fruits = dice.choose([0, 0, 4, 5, 6]);
  const fruit = name === 'red' || name === 'brown' ? lighter(accent, 0.3) : accent;
  const spots = Array.from({ length: fruits }, (_, i) => {
    const x = (i % 2 ? 1 : -1) * dice.between(0.6, kind === 'round' ? 5 : 3);
    return paint(fruit, circle(x, y - 4 + (8.4 * (i + 0.5)) / fruits, dice.between(0.9, 1.25)));
  });
  return [
    paint(darker(main, 0.2), crown),
    paint(main, intersection(crown, ellipse(-0.8, y - 2.2, r * 1.75, r * 1.45))),
    paint(lighter(main, 0.22), intersection(crown, ellipse(-2.4, y - 3.4, r * 0.6, r * 0.5))),
    ...spots,
  ];
}

/** Widest low down, pointed at the top. */
const poplarCrown = (r: number, y: number, rise: number): Shape =>
  blob([
    [0, y - rise],
    [r * 0.62, y - 4.4],
    [r * 0.98, y + 1.6],
    [r * 0.7, y + 5.6],
    [0, y + 7],
    [-r * 0.7, y + 5.6],
    [-r * 0.98, y + 1.6],
    [-r * 0.62, y - 4.4],
  ]);

function fir(dice: Dice, { main, accent }: Palette): Layer[] {
  const tiers = dice.whole(2, 3);
  const w = dice.between(6.4, 8);
  const top = -dice.between(20.5, 22.5);
  const bottom = -dice.between(3, 4.4);
  const step = (bottom - top) / (tiers + 0.6);
  const decorated = dice.choose([0, 0, 1]);
  const tier = (i: number): Layer[] => {
    const foot = bottom - i * step;
    const half = w * (1 - (0.62 * i) / tiers);
    const peak = i === tiers - 1 ? top : foot - step * 1.7;
    return [
      paint(
        darker(main, 0.18 - 0.04 * i),
        polygon([
          [-half, foot],
          [0, peak],
          [half, foot],
        ]),
      ),
      paint(
        main,
        polygon([
          [-half, foot],
          [0, peak],
          [half * 0.25, foot],
        ]),
      ),
    ];
  };
  return [
    ...Array.from({ length: tiers }, (_, i) => tier(i)).flat(),
    ...(decorated
      ? Array.from({ length: 2 * tiers }, (_, i) =>
          paint(
            accent,
            circle(
              (i % 2 ? 1 : -1) * w * (0.42 - 0.14 * Math.floor(i / 2)),
              bottom - 1.6 - Math.floor(i / 2) * step,
              1,
            ),
          ),
        )
      : []),
    ...(decorated ? [paint(lighter([255, 206, 56], 0.1), circle(0, top + 0.3, 1.3))] : []),
  ];
}
