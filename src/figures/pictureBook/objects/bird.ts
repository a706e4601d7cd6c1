import { darker, ink, lighter, white, type Palette, type Rgb } from '../colour.ts';
import { intersection, posed } from '../combine.ts';
import { blob } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, posedLayers, type Layer, type Sprite } from '../layer.ts';
import { circle, ellipse, line, polygon, type Shape } from '../shape.ts';

const beakOrange: Rgb = [255, 150, 40];
const beakYellow: Rgb = [255, 206, 56];

/** Looks to the right; stands, or flies with a wing raised. */
export function bird(dice: Dice, palette: Palette): Sprite {
  const flying = dice.chance(0.4);
  const layers = [...(flying ? [] : legs(dice)), ...body(dice, palette, flying)];
  return flying
    ? { footing: 'air', sway: 0.04, layers: posedLayers(layers, { y: 9 }) }
    : { footing: 'ground', sway: 0.015, layers };
}

const legs = (dice: Dice): Layer[] => {
  const apart = dice.between(1.2, 1.9);
  return [-1, 1].flatMap((s) => [
    paint(darker(beakOrange, 0.25), line(s * apart - 0.4, -5, s * apart, -0.4, 0.9)),
    paint(darker(beakOrange, 0.25), line(s * apart - 0.3, -0.3, s * apart + 1.6, -0.3, 0.9)),
  ]);
};

function body(dice: Dice, { main, dark, light, accent, name }: Palette, flying: boolean): Layer[] {
  const w = dice.between(6.6, 8);
  const h = dice.between(4.6, 5.8);
  const y = -4 - h;
  const headX = w * dice.between(0.5, 0.72);
  const headY = y - h * dice.between(0.72, 0.95);
  const headR = dice.between(3.6, 4.3);
  const beak =
    name === 'orange' || name === 'yellow'
      ? darker([222, 48, 48], 0.05)
      : dice.choose([beakOrange, beakYellow]);
  const tail = dice.between(-0.02, 0.09);
  const crest = dice.chance(0.3);
  const torso = blob([
    [w * 0.95, y - h * 0.35],
    [0, y - h * 0.85],
    [-w, y - h * 0.1],
    [-w * 0.7, y + h * 0.62],
    [0, y + h],
    [w * 0.8, y + h * 0.5],
  ]);
  return [
    paint(
      dark,
      posed(
        polygon([
          [0, -1.6],
          [-6.4, -2.4],
          [-5.2, 0],
          [-6.4, 2.4],
          [0, 1.6],
        ]),
        { x: -w * 0.72, y: y - 0.2, turns: tail },
      ),
    ),
    ...(crest
      ? [-0.6, 0.9].map((d) =>
          paint(accent, line(headX, headY - headR * 0.6, headX - 1.4 + d * 1.6, headY - headR - 1.6, 1.1)),
        )
      : []),
    paint(
      beak,
      polygon([
        [headX + headR * 0.7, headY - 1.4],
        [headX + headR + 3.4, headY + 0.5],
        [headX + headR * 0.7, headY + 1.7],
      ]),
    ),
    paint(main, torso),
    paint(main, circle(headX, headY, headR)),
    paint(light, intersection(torso, ellipse(w * 0.3, y + h * 0.75, w * 0.8, h * 0.8))),
    paint(flying ? darker(accent, 0.1) : darker(main, 0.28), wing(dice, w, h, y, flying)),
    paint(white, circle(headX + 0.9, headY - 0.6, 1.35)),
    paint(ink, circle(headX + 1.25, headY - 0.6, 0.8)),
    paint(
      lighter(name === 'pink' ? accent : [248, 134, 182], 0.1),
      ellipse(headX + 1.1, headY + 1.8, 0.9, 0.6),
      0.7,
    ),
  ];
}

function wing(dice: Dice, w: number, h: number, y: number, flying: boolean): Shape {
  const raise = dice.between(6.5, 8.5);
  const turns = dice.between(-0.03, 0.06);
  if (flying)
    return blob([
      [w * 0.35, y - h * 0.1],
      [w * 0.1, y - h * 0.6],
      [-w * 0.45, y - raise],
      [-w * 0.85, y - raise - 0.6],
      [-w * 0.75, y - h * 0.6],
      [-w * 0.3, y + h * 0.3],
    ]);
  return posed(
    blob([
      [w * 0.42, -h * 0.3],
      [-w * 0.2, -h * 0.48],
      [-w * 0.85, h * 0.12],
      [-w * 0.2, h * 0.5],
      [w * 0.3, h * 0.3],
    ]),
    { x: -w * 0.12, y, turns },
  );
}
