import { cream, darker, ink, lighter, mixed, white, wood, type Palette, type Rgb } from '../colour.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, circle, polygon } from '../shape.ts';

const glass: Rgb = [190, 228, 246];
const lamplight: Rgb = [255, 226, 120];

export function house(dice: Dice, { main, accent }: Palette): Sprite {
  const w = dice.between(7, 9.2);
  const wall = dice.between(8, 12);
  const rise = dice.between(5.5, 8.5);
  const eaves = dice.between(1, 2.4);
  const ridge = dice.choose([0, 0, 0.45]) * w;
  const roof = dice.chance(0.5) ? darker(accent, 0.12) : darker(mixed(accent, wood, 0.6), 0.15);
  const chimneyX = dice.choose([-1, 1]) * w * 0.55;
  const chimneyTop = -wall - rise * dice.between(0.8, 1.05);
  const smoke = dice.chance(0.4);
  const doorAt = dice.choose([-0.5, 0, 0.5]) * w;
  const door = dice.chance(0.5) ? wood : darker(accent, 0.35);
  const pane = dice.chance(0.5) ? glass : lamplight;
  const windowY = -wall * dice.between(0.58, 0.66);
  const attic = dice.chance(0.6);
  const windows = [-0.55, 0, 0.55].map((place) => place * w).filter((x) => Math.abs(x - doorAt) > w * 0.35);
  const layers: Layer[] = [
    ...(smoke
      ? [0, 1, 2].map((i) =>
          paint(white, circle(chimneyX + i * 1.3, chimneyTop - 1.6 - i * 1.9, 1 + i * 0.35), 0.75),
        )
      : []),
    paint(darker(main, 0.45), box(chimneyX - 1.3, chimneyTop, chimneyX + 1.3, -wall)),
    paint(main, box(-w, -wall - 0.5, w, 0)),
    paint(darker(main, 0.22), box(-w, -1.1, w, 0)),
    paint(
      roof,
      polygon([
        [-w - eaves, -wall],
        [-ridge, -wall - rise],
        [ridge, -wall - rise],
        [w + eaves, -wall],
      ]),
    ),
    paint(door, box(doorAt - 1.6, -5.4, doorAt + 1.6, 0)),
    paint(lighter(lamplight), circle(doorAt + 0.8, -2.5, 0.5)),
    ...windows.slice(0, 2).flatMap((x) => windowLayers(x, windowY, 1.5, pane)),
  ];
  if (attic)
    layers.push(
      paint(cream, circle(0, -wall - rise * 0.36, 1.5)),
      paint(pane, circle(0, -wall - rise * 0.36, 1)),
    );
  return { footing: 'ground', sway: 0, layers };
}

const windowLayers = (x: number, y: number, r: number, pane: Rgb): Layer[] => [
  paint(white, box(x - r - 0.5, y - r - 0.5, x + r + 0.5, y + r + 0.5)),
  paint(pane, box(x - r, y - r, x + r, y + r)),
  paint(mixed(white, ink, 0.1), box(x - 0.25, y - r, x + 0.25, y + r)),
];
