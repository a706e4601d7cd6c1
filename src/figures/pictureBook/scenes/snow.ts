import { darker, mixed, near, white, type Rgb } from '../colour.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer } from '../layer.ts';
import { circle, polygon } from '../shape.ts';
import { pond } from './pond.ts';
import { backdrop, hill, type Place, type Setting } from './setting.ts';

const skies: readonly Rgb[] = [
  [164, 200, 236],
  [146, 188, 230],
  [190, 206, 236],
];
const drift: Rgb = [242, 247, 253];
const water: Rgb = [128, 178, 214];

export function snow(dice: Dice, place: Place): Setting {
  const sky = near(dice.choose(skies), dice, 6);
  const horizon = dice.between(21.5, 25);
  const firs = dice.choose([0, 2, 3]);
  return {
    behind: [
      backdrop(sky),
      ...Array.from({ length: firs }, () => distantFir(dice, horizon, sky)),
      paint(darker(drift, 0.09), hill(dice.between(0, 32), horizon - dice.between(0.6, 2.2), 0.3)),
      paint(drift, hill(dice.between(6, 26), horizon + 0.6, 0.14)),
      ...flakes(dice, dice.whole(10, 16), 24),
      ...pond(place, water, 'behind'),
    ],
    inFront: [...pond(place, water, 'inFront'), ...flakes(dice, dice.whole(2, 4), 32)],
  };
}

const flakes = (dice: Dice, count: number, low: number): Layer[] =>
  Array.from({ length: count }, () =>
    paint(white, circle(dice.between(0.5, 31.5), dice.between(0.5, low), dice.between(0.5, 0.85))),
  );

function distantFir(dice: Dice, horizon: number, sky: Rgb): Layer {
  const [x, h] = [dice.choose([dice.between(1, 8), dice.between(24, 31)]), dice.between(5, 8)];
  return paint(
    mixed([74, 108, 124], sky, 0.5),
    polygon([
      [x - h * 0.32, horizon + 1],
      [x, horizon - h],
      [x + h * 0.32, horizon + 1],
    ]),
  );
}
