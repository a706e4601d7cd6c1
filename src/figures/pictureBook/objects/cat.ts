import { darker, ink, lighter, white, type Palette, type Rgb } from '../colour.ts';
import { intersection } from '../combine.ts';
import { blob, stroke } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, type Layer, type Sprite } from '../layer.ts';
import { box, ellipse, line, polygon } from '../shape.ts';

const rose: Rgb = [250, 150, 160];

/** Sits and looks at you. */
export function cat(dice: Dice, { main, dark, light, accent }: Palette): Sprite {
  const w = dice.between(6.4, 7.4);
  const h = dice.between(5.2, 6);
  const y = -dice.between(12.6, 13.8);
  const tilt = dice.between(-1, 1);
  const tailSide = dice.choose([-1, 1]);
  const curl = dice.between(2, 4.5);
  const tailHeight = dice.between(7, 11);
  const bodyWidth = dice.between(5, 6.2);
  const bib = dice.chance(0.55);
  const collar = dice.chance(0.4);
  const reach = tailSide * (bodyWidth + curl);
  const layers: Layer[] = [
    paint(
      darker(main, 0.12),
      stroke(
        [
          [tailSide * bodyWidth * 0.5, -1.2],
          [reach, -2],
          [reach + tailSide * 0.4, -tailHeight * 0.6],
          [reach - tailSide * 1.6, -tailHeight],
        ],
        2.3,
      ),
    ),
    paint(
      main,
      blob([
        [-bodyWidth, -0.4],
        [-bodyWidth * 0.85, -5],
        [-3, y + 2],
        [3, y + 2],
        [bodyWidth * 0.85, -5],
        [bodyWidth, -0.4],
        [0, 0.2],
      ]),
    ),
    ...(bib ? [paint(light, ellipse(0, -4.6, 2.5, 3.8))] : []),
    paint(dark, line(0, -2.6, 0, -0.4, 0.6)),
    paint(light, ellipse(-2.4, -0.5, 2, 1.1)),
    paint(light, ellipse(2.4, -0.5, 2, 1.1)),
    ...(collar ? [paint(accent, box(-4, y + h - 0.8, 4, y + h + 1, 0.8))] : []),
    ...head(dice, { main, dark, light }, tilt, y, w, h),
  ];
  return { footing: 'ground', sway: 0, layers };
}

function head(
  dice: Dice,
  { main, dark, light }: Pick<Palette, 'main' | 'dark' | 'light'>,
  x: number,
  y: number,
  w: number,
  h: number,
): Layer[] {
  const ear = dice.between(4, 5.4);
  const striped = dice.chance(0.45);
  const iris = dice.choose<Rgb>([[250, 226, 90], [150, 220, 110], [150, 214, 250], white]);
  const gaze = dice.between(-0.35, 0.35);
  const face = ellipse(x, y, w, h);
  const sides = [-1, 1];
  return [
    ...sides.map((s) =>
      paint(
        main,
        polygon([
          [x + s * w * 0.96, y - h * 0.1],
          [x + s * w * 0.86, y - h * 0.55 - ear],
          [x + s * w * 0.12, y - h * 0.85],
        ]),
      ),
    ),
    ...sides.map((s) =>
      paint(
        rose,
        polygon([
          [x + s * w * 0.82, y - h * 0.45],
          [x + s * w * 0.78, y - h * 0.5 - ear * 0.66],
          [x + s * w * 0.36, y - h * 0.82],
        ]),
      ),
    ),
    paint(main, face),
    ...(striped
      ? [-1.9, 0, 1.9].map((d) =>
          paint(dark, intersection(face, box(x + d - 0.5, y - h, x + d + 0.5, y - h * 0.5))),
        )
      : []),
    paint(lighter(light, 0.3), ellipse(x, y + h * 0.46, 2.9, 1.9)),
    ...sides.flatMap((s) => [
      paint(iris, ellipse(x + s * w * 0.43, y - 0.5, 1.6, 1.7)),
      paint(ink, ellipse(x + s * w * 0.43 + gaze, y - 0.4, 0.85, 1.4)),
    ]),
    paint(
      [232, 90, 110],
      polygon([
        [x - 1.1, y + 1.1],
        [x + 1.1, y + 1.1],
        [x, y + 2.3],
      ]),
    ),
    paint(ink, line(x, y + 2.2, x, y + 3.1, 0.5), 0.8),
    ...sides.flatMap((s) =>
      [-0.5, 0.7].map((d) =>
        paint(
          darker(dark, 0.4),
          line(x + s * w * 0.56, y + 2 + d * 0.6, x + s * (w + 1.6), y + 1.7 + d * 1.6, 0.4),
          0.8,
        ),
      ),
    ),
  ];
}
