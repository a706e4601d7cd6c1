import { darker, lighter, near, type Rgb } from '../colour.ts';
import { difference } from '../combine.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer } from '../layer.ts';
import { circle } from '../shape.ts';
import { pond } from './pond.ts';
import { backdrop, hill, inCorner, type Place, type Setting } from './setting.ts';

const skies: readonly Rgb[] = [
  [24, 26, 66],
  [30, 22, 60],
  [16, 34, 66],
];
const moonlight: Rgb = [255, 240, 184];
const ground: Rgb = [44, 62, 92];
const water: Rgb = [52, 84, 136];

export function night(dice: Dice, place: Place): Setting {
  const sky = near(dice.choose(skies), dice, 5);
  const land = near(ground, dice, 6);
  const horizon = dice.between(22, 25.5);
  const moon = dice.choose(['crescent', 'full', 'none'] as const);
  // a rocket or a butterfly may also be high up, where there is no ground
  const high = dice.chance(0.4) && place.footing === 'air';
  return {
    behind: [
      backdrop(sky),
      ...Array.from({ length: dice.whole(8, 16) }, () => star(dice)),
      ...moonLayers(dice, moon),
      ...(high
        ? []
        : [
            paint(darker(land, 0.25), hill(dice.between(0, 32), horizon - 2, 0.35)),
            paint(land, hill(16, horizon, 0.12)),
          ]),
      ...pond(place, water, 'behind'),
    ],
    inFront: pond(place, water, 'inFront'),
  };
}

const star = (dice: Dice): Layer =>
  paint(
    lighter(moonlight, 0.4),
    circle(dice.between(0.5, 31.5), dice.between(0.5, 24), dice.between(0.3, 0.7)),
  );

function moonLayers(dice: Dice, kind: 'crescent' | 'full' | 'none'): Layer[] {
  const [x, y] = inCorner(dice);
  const r = dice.between(2.2, 2.9);
  const disc = circle(x, y, r);
  if (kind === 'none') return [];
  if (kind === 'full')
    return [paint(moonlight, disc), paint(darker(moonlight, 0.12), circle(x + 0.7, y - 0.5, r * 0.28))];
  return [paint(lighter(moonlight, 0.1), difference(disc, circle(x + r * 0.5, y - r * 0.3, r * 0.85)))];
}
