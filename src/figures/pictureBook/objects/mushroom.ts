import { cream, darker, ink, lighter, white, type Palette } from '../colour.ts';
import { intersection, posed } from '../combine.ts';
import { blob } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, posedLayers, type Layer, type Sprite } from '../layer.ts';
import { ellipse, line, type Point, type Shape } from '../shape.ts';

export function mushroom(dice: Dice, palette: Palette): Sprite {
  const large = single(dice, palette, dice.between(8, 10.4));
  const withSmall = dice.chance(0.35);
  const side = dice.choose([-1, 1]);
  const small = posedLayers(single(dice, palette, 7.4), { x: side * 7.6, scaleX: 0.42, scaleY: 0.45 });
  return {
    footing: 'ground',
    sway: 0.015,
    layers: withSmall ? [...posedLayers(large, { x: -side * 1.8 }), ...small] : large,
  };
}

function single(dice: Dice, { main }: Palette, w: number): Layer[] {
  const stem = dice.between(7.4, 10);
  const rise = dice.between(6.6, 10.5);
  const thick = dice.between(2.4, 3.4);
  const y = -stem;
  const cap = blob([
    [-w, y + 0.4],
    [-w * 0.86, y - rise * 0.5],
    [-w * 0.42, y - rise * 0.92],
    [w * 0.42, y - rise * 0.92],
    [w * 0.86, y - rise * 0.5],
    [w, y + 0.4],
    [w * 0.5, y + 1.3],
    [-w * 0.5, y + 1.3],
  ]);
  const face = dice.chance(0.35);
  return [
    paint(
      cream,
      blob([
        [-thick * 0.8, y],
        [thick * 0.8, y],
        [thick * 1.05, -2],
        [thick * 0.9, 0.2],
        [-thick * 0.9, 0.2],
        [-thick * 1.05, -2],
      ]),
    ),
    paint(darker(cream, 0.18), ellipse(0, y + 0.9, w * 0.72, 1.6)),
    paint(main, cap),
    paint(
      lighter(main, 0.3),
      intersection(
        cap,
        posed(ellipse(0, 0, w * 0.3, rise * 0.14), { x: -w * 0.42, y: y - rise * 0.72, turns: -0.09 }),
      ),
    ),
    ...dots(dice, cap, w, y, rise),
    ...(face ? smile(thick, -stem * 0.46) : []),
  ];
}

function dots(dice: Dice, cap: Shape, w: number, y: number, rise: number): Layer[] {
  const r = dice.between(1, 1.7);
  const shift = dice.between(-0.12, 0.12);
  const all: Point[] = [
    [-0.66, 0.22],
    [-0.14, 0.36],
    [0.42, 0.24],
    [-0.34, 0.72],
    [0.2, 0.78],
    [0.7, 0.5],
  ];
  const places = dice.choose([all, all, all.slice(0, 3), all.filter((_, i) => i % 2 === 0), []]);
  return places.map(([u, v]) =>
    paint(white, intersection(cap, ellipse((u + shift) * w, y - v * rise, r, r * 0.9))),
  );
}

const smile = (thick: number, y: number): Layer[] => [
  ...[-1, 1].map((s) => paint(ink, ellipse(s * thick * 0.42, y, 0.55, 0.75))),
  paint(ink, line(-0.4, y + 1.6, 0.4, y + 1.6, 0.5), 0.7),
];
