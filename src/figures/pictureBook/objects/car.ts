import { darker, ink, lighter, mixed, white, type Palette, type Rgb } from '../colour.ts';
import { intersection, posed } from '../combine.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, circle, ellipse, polygon, type Shape } from '../shape.ts';

const glass: Rgb = [172, 216, 242];
const lamp: Rgb = [255, 232, 120];

/** Drives to the right. */
export function car(dice: Dice, { main, dark, light, accent }: Palette): Sprite {
  const w = dice.between(10, 11.6);
  const belt = -dice.between(7, 8.2);
  const roof = belt - dice.between(4.6, 6);
  const r = dice.between(2.5, 3.1);
  const [back, front] = [-w * dice.between(0.5, 0.56), w * dice.between(0.5, 0.58)];
  const cabin = cabinShape(dice, w, belt, roof);
  const pillar = dice.between(-1.4, 0.6);
  const middle = (cabin.bounds.left + cabin.bounds.right) / 2;
  // the same outline, narrower, so that the cabin keeps its frame
  const inner = posed(cabin, { x: 0.2 * middle, scaleX: 0.8 });
  const glassArea = intersection(inner, box(-w, roof + 1.4, w, belt));
  const extra = dice.choose(['none', 'stripe', 'luggage', 'none'] as const);
  const hub = dice.chance(0.5) ? white : lighter(accent, 0.3);
  const body = box(-w, belt - 0.4, w, -2, 2.2);
  const layers: Layer[] = [
    ...(extra === 'luggage'
      ? [paint(darker(accent, 0.1), box(-w * 0.45, roof - 2.6, w * 0.15, roof + 0.5, 0.7))]
      : []),
    paint(main, cabin),
    paint(glass, glassArea),
    paint(main, box(pillar - 0.7, roof, pillar + 0.7, belt + 1)),
    paint(main, body),
    paint(light, intersection(body, box(-w, belt - 0.4, w, belt + 0.7))),
    ...(extra === 'stripe' ? [paint(lighter(accent, 0.2), box(-w, belt + 1.6, w, belt + 3))] : []),
    paint(dark, intersection(body, box(-w, -3.2, w, -2))),
    paint(lamp, ellipse(w - 0.9, belt + 2, 1, 1.2)),
    paint([222, 60, 60], box(-w, belt + 1.2, -w + 1.1, belt + 3)),
    ...[back, front].flatMap((x) => [paint(ink, circle(x, -r, r)), paint(hub, circle(x, -r, r * 0.48))]),
    paint(mixed(ink, white, 0.3), box(pillar + 1.6, belt + 1.2, pillar + 3.2, belt + 1.9)),
  ];
  return { footing: 'ground', sway: 0, layers };
}

function cabinShape(dice: Dice, w: number, belt: number, roof: number): Shape {
  const kind = dice.choose(['saloon', 'beetle', 'van'] as const);
  const slope = dice.between(2, 3.8);
  const shift = dice.between(-1.6, 0.4);
  if (kind === 'beetle')
    return intersection(ellipse(shift, belt, w * 0.68, belt - roof + 0.6), box(-w, roof - 1, w, belt + 0.5));
  if (kind === 'van')
    return polygon([
      [-w * 0.9, belt],
      [-w * 0.88, roof],
      [w * 0.32, roof],
      [w * 0.32 + slope, belt],
    ]);
  return polygon([
    [-w * 0.62 + shift, belt],
    [-w * 0.62 + slope * 0.7 + shift, roof],
    [w * 0.34 + shift, roof],
    [w * 0.34 + slope + shift, belt],
  ]);
}
