import { cream, darker, ink, lighter, mixed, white, wood, type Palette } from '../colour.ts';
import { intersection } from '../combine.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, circle, polygon, type Shape } from '../shape.ts';

/** Sails to the right. (0, 0) is the middle of the keel. */
export function boat(dice: Dice, palette: Palette): Sprite {
  const w = dice.between(9, 11);
  const deck = -dice.between(5.8, 7.4);
  const overhang = dice.between(1.5, 3.2);
  const hull = polygon([
    [-w, deck],
    [w + 1, deck],
    [w - overhang, 0],
    [-w + overhang * 0.8, 0],
  ]);
  const steamer = dice.chance(0.3);
  const above = steamer ? cabin(dice, palette, w, deck) : sails(dice, palette, w, deck);
  return { footing: 'water', sway: 0.025, layers: [...above, ...hullLayers(hull, dice, palette, w, deck)] };
}

function hullLayers(
  hull: Shape,
  dice: Dice,
  { main, dark, light }: Palette,
  w: number,
  deck: number,
): Layer[] {
  const portholes = dice.chance(0.4);
  return [
    paint(main, hull),
    paint(light, intersection(hull, box(-w, deck, w + 1, deck + 1.1))),
    paint(dark, intersection(hull, box(-w, -1.6, w, 0))),
    ...(portholes ? [-0.4, 0, 0.4].map((place) => paint(white, circle(place * w, deck + 2.4, 0.8))) : []),
  ];
}

function sails(dice: Dice, { accent, name }: Palette, w: number, deck: number): Layer[] {
  const mastX = dice.between(-1, 1.5);
  const top = -dice.between(19.5, 22);
  const foot = deck - 1.2;
  const main = dice.chance(0.5) ? white : lighter(accent, 0.15);
  const jib = main === white ? lighter(accent, 0.15) : white;
  const [back, front] = [dice.between(0.7, 0.95) * w, dice.between(0.6, 0.85) * w];
  const striped = dice.chance(0.35);
  const sail = polygon([
    [mastX - 0.9, top + 1],
    [mastX - 0.9, foot],
    [mastX - back, foot],
  ]);
  const band = intersection(sail, box(-w, foot - 6.4, mastX, foot - 4));
  return [
    paint(darker(wood, 0.2), box(mastX - 0.55, top, mastX + 0.55, deck + 0.5)),
    paint(main, sail),
    ...(striped ? [paint(jib, band)] : []),
    paint(
      jib,
      polygon([
        [mastX + 0.9, top + 3.5],
        [mastX + 0.9, foot],
        [mastX + front, foot],
      ]),
    ),
    paint(
      name === 'red' ? [255, 206, 56] : [222, 48, 48],
      polygon([
        [mastX, top - 0.6],
        [mastX - 3.4, top + 0.6],
        [mastX, top + 1.8],
      ]),
    ),
  ];
}

function cabin(dice: Dice, { accent }: Palette, w: number, deck: number): Layer[] {
  const [left, right] = [-w * dice.between(0.55, 0.75), w * dice.between(0.3, 0.55)];
  const roof = deck - dice.between(4.4, 5.6);
  const funnelX = left + (right - left) * dice.between(0.2, 0.5);
  const funnelTop = roof - dice.between(4, 5.4);
  const puff = mixed(white, ink, 0.12);
  return [
    ...[0, 1, 2].map((i) =>
      paint(puff, circle(funnelX - 1 - 2.2 * i, funnelTop - 1.4 - 1.2 * i, 1.3 + 0.4 * i), 0.85),
    ),
    paint(accent, box(funnelX - 1.5, funnelTop, funnelX + 1.5, roof)),
    paint(darker(accent, 0.5), box(funnelX - 1.5, funnelTop, funnelX + 1.5, funnelTop + 1.3)),
    paint(cream, box(left, roof, right, deck, 0)),
    paint(darker(cream, 0.3), box(left - 0.6, roof - 0.5, right + 0.6, roof + 0.7)),
    ...[0.2, 0.5, 0.8].map((place) =>
      paint([88, 152, 200], circle(left + (right - left) * place, roof + 2.6, 1)),
    ),
  ];
}
