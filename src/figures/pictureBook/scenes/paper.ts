import { darker, near, type Rgb } from '../colour.ts';
import type { Dice } from '../dice.ts';
import { paint } from '../layer.ts';
import { circle, ellipse, line } from '../shape.ts';
import { backdrop, type Place, type Setting } from './setting.ts';

const sheets: readonly Rgb[] = [
  [252, 246, 232],
  [250, 236, 220],
  [240, 246, 238],
  [244, 238, 248],
  [248, 248, 246],
];

/** Discs in pastel, paler than any object. */
const discs: readonly Rgb[] = [
  [208, 232, 246],
  [255, 236, 176],
  [252, 216, 220],
  [214, 238, 210],
  [228, 218, 246],
];

/** Nothing but the sheet, at times a pale disc on it; a shadow under what stands, a line under what floats. */
export function paper(dice: Dice, place: Place): Setting {
  const sheet = near(dice.choose(sheets), dice, 4);
  const disc = dice.chance(0.4);
  const discColour = near(dice.choose(discs), dice, 4);
  const shadow = darker(sheet, 0.2);
  return {
    behind: [
      backdrop(sheet),
      ...(disc ? [paint(discColour, circle(16, 15.5, dice.between(13, 14.5)))] : []),
      ...(place.footing === 'ground' ? [paint(shadow, ellipse(place.x, place.y, 10.5, 1.7))] : []),
      ...(place.footing === 'water' ? [paint(shadow, line(3, place.y, 29, place.y, 1))] : []),
    ],
    inFront: [],
  };
}
