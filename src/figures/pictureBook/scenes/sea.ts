import { darker, lighter, near, white, type Rgb } from '../colour.ts';
import { stroke } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer } from '../layer.ts';
import { box, circle, ellipse, line } from '../shape.ts';
import { backdrop, cloud, inCorner, wavesBelow, type Place, type Setting } from './setting.ts';

const skies: readonly Rgb[] = [
  [214, 240, 250],
  [255, 236, 214],
  [226, 232, 255],
];
const waters: readonly Rgb[] = [
  [72, 174, 206],
  [64, 152, 204],
  [88, 190, 196],
];
const sand: Rgb = [244, 218, 158];
const weed: Rgb = [52, 146, 112];

export function sea(dice: Dice, place: Place): Setting {
  const water = near(dice.choose(waters), dice, 8);
  return place.footing === 'underwater' ? underTheSea(dice, water) : onTheSea(dice, place, water);
}

function onTheSea(dice: Dice, { footing, x, y }: Place, water: Rgb): Setting {
  const sky = near(dice.choose(skies), dice, 5);
  const horizon = dice.between(17.5, 22);
  const phase = dice.between(0, 1);
  const [sunX, sunY] = inCorner(dice);
  const sunny = dice.chance(0.35);
  const length = dice.between(5, 8);
  const front = [
    paint(darker(water, 0.1), wavesBelow(y - 1.4, 0.6, length, phase)),
    paint(darker(water, 0.2), wavesBelow(y + 1.2, 0.6, length, phase + 0.45)),
  ];
  return {
    behind: [
      backdrop(sky),
      ...(sunny ? [paint([255, 214, 98], circle(sunX, sunY, 2.8))] : [cloud(dice)]),
      paint(water, box(0, horizon, 32, 32)),
      ...Array.from({ length: dice.whole(3, 6) }, () => {
        const [x, y] = [dice.between(-1, 30), dice.between(horizon + 1.2, 30.5)];
        return paint(lighter(water, 0.5), line(x, y, x + dice.between(1.5, 3.5), y, 0.7));
      }),
      ...(footing === 'ground' ? island(x, y, water) : []),
    ],
    inFront: footing === 'water' ? front : [],
  };
}

const island = (x: number, y: number, water: Rgb): Layer[] => [
  paint(lighter(water, 0.55), ellipse(x, y + 1.3, 15, 4.2)),
  paint(sand, ellipse(x, y + 0.8, 13.6, 3.6)),
];

function underTheSea(dice: Dice, water: Rgb): Setting {
  const pale = lighter(water, 0.22);
  const phase = dice.between(0, 1);
  const bottom = dice.chance(0.65);
  const plants = dice.whole(1, 3);
  const bubbles = dice.whole(2, 5);
  const surface = dice.chance(0.5);
  return {
    behind: [
      backdrop(surface ? lighter(water, 0.75) : pale),
      ...(surface ? [paint(pale, wavesBelow(dice.between(2, 3.5), 0.6, 7, phase))] : []),
      ...(bottom ? [paint(sand, wavesBelow(29, 0.6, 21, phase))] : []),
      ...Array.from({ length: plants }, () => {
        const [x, h, s] = [
          dice.choose([dice.between(1, 8), dice.between(24, 31)]),
          dice.between(5, 10),
          dice.choose([-1, 1]),
        ];
        return paint(
          weed,
          stroke(
            [
              [x, 32],
              [x + s, 32 - h * 0.4],
              [x - s, 32 - h * 0.75],
              [x, 32 - h],
            ],
            1.3,
          ),
        );
      }),
      ...Array.from({ length: bubbles }, () =>
        paint(white, circle(dice.between(2, 30), dice.between(3, 26), dice.between(0.6, 1.1)), 0.75),
      ),
    ],
    inFront: [],
  };
}
