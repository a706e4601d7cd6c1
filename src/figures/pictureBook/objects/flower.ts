import { darker, leaf, lighter, near, type Palette, type Rgb } from '../colour.ts';
import { posed } from '../combine.ts';
import { blob, stroke } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { circle, ellipse, polygon } from '../shape.ts';
import { cosine, sine } from '../sine.ts';

const gold: Rgb = [255, 206, 56];
const seedBrown: Rgb = [120, 72, 40];

export function flower(dice: Dice, palette: Palette): Sprite {
  const green = darker(near(leaf, dice), palette.name === 'green' ? 0.3 : 0);
  const height = dice.between(12.5, 15.5);
  const bend = dice.between(-2, 2);
  const head = dice.choose(['round', 'round', 'daisy', 'daisy', 'tulip'] as const);
  const leaves = dice.choose([[-1], [1], [-1, 1], [-1, 1]]);
  const leafTurn = dice.between(0.06, 0.12);
  const leafLength = dice.between(2.8, 3.8);
  const layers: Layer[] = [
    paint(
      green,
      stroke(
        [
          [0, 1],
          [bend * 0.3, -height * 0.5],
          [bend, -height],
        ],
        1.4,
      ),
    ),
    ...leaves.map((side, i) =>
      paint(
        darker(green, 0.08),
        posed(ellipse(leafLength, 0, leafLength, 1.5), {
          x: bend * 0.15,
          y: -2.2 - 2 * i,
          mirrored: side < 0,
          turns: -side * leafTurn,
        }),
      ),
    ),
    ...(head === 'tulip' ? tulip(dice, palette, bend, -height) : petals(dice, palette, bend, -height, head)),
  ];
  return { footing: 'ground', sway: 0.02, layers };
}

function petals(
  dice: Dice,
  { main, dark, light, name }: Palette,
  x: number,
  y: number,
  kind: 'round' | 'daisy',
) {
  const count = dice.whole(5, kind === 'round' ? 7 : 9);
  const reach = dice.between(4.6, 5.6);
  const phase = dice.between(0, 1 / count);
  const middle = dice.between(2, 2.7);
  const rings = dice.chance(0.35);
  const warm = name === 'yellow' || name === 'orange';
  const places = Array.from({ length: count }, (_, i) => phase + i / count);
  const petal = kind === 'round' ? ellipse(reach, 0, 3, 3) : ellipse(reach, 0, 3.3, 1.9);
  return [
    ...places.map((turns) => paint(main, posed(petal, { x, y, turns }))),
    paint(main, circle(x, y, 3.9)),
    ...(kind === 'round' && rings
      ? places.map((t) => paint(light, circle(x + cosine(t) * reach * 1.05, y + sine(t) * reach * 1.05, 1)))
      : []),
    paint(dark, circle(x, y, middle + 0.6)),
    paint(warm ? seedBrown : gold, circle(x, y, middle)),
  ];
}

function tulip(dice: Dice, { main, dark }: Palette, x: number, y: number): Layer[] {
  const w = dice.between(4.6, 5.6);
  const h = dice.between(7, 8.4);
  return [
    paint(
      dark,
      polygon([
        [x - w * 0.5, y],
        [x, y - h],
        [x + w * 0.5, y],
      ]),
    ),
    paint(
      main,
      polygon([
        [x - w, y - h],
        [x - w * 0.1, y - h * 0.3],
        [x + w * 0.1, y - h * 0.3],
        [x + w, y - h],
        [x + w, y],
        [x - w, y],
      ]),
    ),
    paint(
      main,
      blob([
        [x - w, y - h * 0.35],
        [x + w, y - h * 0.35],
        [x + w * 0.75, y + h * 0.22],
        [x, y + h * 0.36],
        [x - w * 0.75, y + h * 0.22],
      ]),
    ),
    paint(lighter(main, 0.3), posed(ellipse(0, 0, 0.7, 2), { x: x - w * 0.45, y: y - h * 0.1 })),
  ];
}
