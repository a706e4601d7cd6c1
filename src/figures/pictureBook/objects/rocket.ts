import { darker, ink, lighter, white, type Palette, type Rgb } from '../colour.ts';
import { intersection } from '../combine.ts';
import { blob } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, circle, ellipse, polygon } from '../shape.ts';

const flameOuter: Rgb = [255, 140, 32];
const flameInner: Rgb = [255, 232, 96];

/** Flies upwards. */
export function rocket(dice: Dice, { main, dark, light, accent, name }: Palette): Sprite {
  const w = dice.between(4, 5.2);
  const top = -dice.between(10.6, 12);
  const foot = dice.between(5, 6.4);
  const fin = dice.between(2.6, 4.2);
  const flame = dice.between(4, 7);
  const nose = top + dice.between(4.6, 5.6);
  const banded = dice.chance(0.5);
  const windows = dice.choose([1, 1, 2]);
  const body = blob([
    [0, top],
    [w * 0.72, top + 5],
    [w, -1],
    [w * 0.72, foot],
    [0, foot + 0.3],
    [-w * 0.72, foot],
    [-w, -1],
    [-w * 0.72, top + 5],
  ]);
  const trim = name === 'red' || name === 'orange' ? darker(accent, 0.1) : accent;
  const layers: Layer[] = [
    paint(
      flameOuter,
      polygon([
        [-w * 0.62, foot - 0.6],
        [-w * 0.7, foot + flame * 0.6],
        [-w * 0.2, foot + flame * 0.55],
        [0, foot + flame],
        [w * 0.25, foot + flame * 0.55],
        [w * 0.7, foot + flame * 0.65],
        [w * 0.62, foot - 0.6],
      ]),
    ),
    paint(
      flameInner,
      polygon([
        [-w * 0.38, foot - 0.6],
        [0, foot + flame * 0.66],
        [w * 0.38, foot - 0.6],
      ]),
    ),
    ...[-1, 1].map((s) =>
      paint(
        trim,
        polygon([
          [s * w * 0.8, foot - 6],
          [s * (w + fin), foot + 1.6],
          [s * w * 0.6, foot],
        ]),
      ),
    ),
    paint(main, body),
    paint(light, intersection(body, ellipse(-w * 0.75, 0, w * 0.55, 12))),
    paint(trim, intersection(body, box(-w, top, w, nose - 1.2))),
    ...(banded ? [paint(dark, intersection(body, box(-w, foot - 3, w, foot - 1.4)))] : []),
    paint(ink, intersection(body, box(-w, foot - 0.7, w, foot + 1))),
    ...Array.from({ length: windows }, (_, i) => porthole(-1.6 + i * 4.3, windows === 1 ? 2.1 : 1.6)).flat(),
  ];
  return { footing: 'air', sway: 0.07, layers };
}

const porthole = (y: number, r: number): Layer[] => [
  paint(white, circle(0, y, r)),
  paint([74, 148, 206], circle(0, y, r - 0.6)),
  paint(lighter([74, 148, 206], 0.6), circle(-0.5, y - 0.5, r * 0.3)),
];
