import { darker, lighter, mixed, near, white, type Rgb } from '../colour.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer } from '../layer.ts';
import { circle, line } from '../shape.ts';
import { pond } from './pond.ts';
import { backdrop, cloud, hill, inCorner, type Place, type Setting } from './setting.ts';

const skies: readonly Rgb[] = [
  [176, 222, 250],
  [196, 234, 250],
  [252, 232, 196],
  [206, 226, 255],
];
const grass: Rgb = [140, 202, 92];
const sun: Rgb = [255, 222, 92];
const blossoms: readonly Rgb[] = [white, [255, 222, 92], [255, 170, 196]];

export function meadow(dice: Dice, place: Place): Setting {
  const sky = near(dice.choose(skies), dice, 6);
  const green = near(grass, dice);
  const horizon = dice.between(21.5, 25);
  const far = hill(dice.between(0, 32), horizon - dice.between(1, 3.5), 0.35);
  const weather = dice.choose(['sun', 'cloud', 'both', 'clear'] as const);
  const [sunX, sunY] = inCorner(dice);
  const clouds = [cloud(dice)];
  const sunLayers = [
    paint(lighter(sun, 0.5), circle(sunX, sunY, 3.6), 0.6),
    paint(sun, circle(sunX, sunY, 2.6)),
  ];
  return {
    behind: [
      backdrop(sky),
      ...(weather === 'sun' || weather === 'both' ? sunLayers : []),
      ...(weather === 'cloud' || weather === 'both' ? clouds : []),
      paint(mixed(green, sky, 0.35), far),
      paint(green, hill(dice.between(4, 28), horizon, 0.16)),
      ...tufts(dice, green),
      ...pond(place, [112, 188, 232], 'behind'),
    ],
    inFront: pond(place, [112, 188, 232], 'inFront'),
  };
}

function tufts(dice: Dice, green: Rgb): Layer[] {
  const blossom = dice.choose(blossoms);
  return Array.from({ length: dice.whole(3, 6) }, () => {
    const [x, y] = [dice.between(1, 31), dice.between(27, 31.5)];
    return dice.chance(0.5)
      ? paint(blossom, circle(x, y, 0.75))
      : paint(darker(green, 0.25), line(x, y, x, y - 1.4, 0.7));
  });
}
