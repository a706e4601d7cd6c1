import { darker, ink, lighter, white, type Palette } from '../colour.ts';
import { intersection, posed } from '../combine.ts';
import { blob } from '../curve.ts';
import type { Dice } from '../dice.ts';
import { paint, posedLayers, type Layer, type Sprite } from '../layer.ts';
import { box, circle, ellipse, line, polygon, type Shape } from '../shape.ts';

/** Looks to the right. */
export function fish(dice: Dice, { main, dark, light, accent }: Palette): Sprite {
  const a = dice.between(7.6, 9.6);
  const b = dice.between(4.4, 7.2);
  const snout = dice.between(0.35, 0.75);
  const body = blob([
    [a, 0.4],
    [a * snout, -b * 0.72],
    [0, -b],
    [-a * 0.62, -b * 0.6],
    [-a, -b * 0.16],
    [-a, b * 0.16],
    [-a * 0.62, b * 0.6],
    [0, b],
    [a * snout, b * 0.72],
  ]);
  const tail = dice.between(3.8, 6);
  const fork = dice.between(-0.5, 2.4);
  const fin = dice.between(1.6, 3.6);
  const lean = dice.between(-1, 3);
  const eye = dice.between(1.5, 2.1);
  const eyeAt: [number, number] = [a * 0.55, -b * 0.24];
  return {
    footing: 'underwater',
    sway: 0.05,
    // body and tail together in the middle
    layers: posedLayers(
      [
        paint(
          accent,
          polygon([
            [-a + 1.4, 0],
            [-a - 4.6, -tail],
            [-a - 4.6 + fork, 0],
            [-a - 4.6, tail],
          ]),
        ),
        paint(
          accent,
          polygon([
            [a * 0.35, -b * 0.8],
            [-lean, -b - fin],
            [-a * 0.55 - lean, -b - fin * 0.7],
            [-a * 0.5, -b * 0.6],
          ]),
        ),
        paint(
          accent,
          polygon([
            [a * 0.1, b * 0.8],
            [-a * 0.35, b + fin * 0.8],
            [-a * 0.4, b * 0.7],
          ]),
        ),
        paint(main, body),
        paint(light, intersection(body, ellipse(a * 0.1, b * 0.95, a, b * 0.7))),
        ...markings(dice, body, a, b, accent, dark),
        paint(darker(main, 0.2), posed(ellipse(0, 0, 2.2, 1.3), { x: -a * 0.02, y: b * 0.22, turns: 0.08 })),
        paint(white, circle(...eyeAt, eye)),
        paint(ink, circle(eyeAt[0] + 0.4, eyeAt[1], eye * 0.55)),
        paint(dark, line(a * 0.78, b * 0.3, a * 0.98, b * 0.16, 0.8)),
      ],
      { x: 2 },
    ),
  };
}

function markings(
  dice: Dice,
  body: Shape,
  a: number,
  b: number,
  accent: Layer['colour'],
  dark: Layer['colour'],
) {
  const kind = dice.choose(['stripes', 'bands', 'spots', 'plain'] as const);
  const count = dice.whole(2, 3);
  const places = Array.from({ length: count }, (_, i) => a * (0.12 - (0.85 * i) / count));
  if (kind === 'stripes')
    return places.map((x) => paint(dark, intersection(body, box(x - 0.6, -b, x + 0.6, b))));
  if (kind === 'bands')
    return places
      .slice(0, 2)
      .map((x) => paint(lighter(accent, 0.2), intersection(body, box(x - 1.1, -b, x + 1.1, b))));
  if (kind === 'spots')
    return places.map((x, i) =>
      paint(lighter(accent, 0.2), intersection(body, circle(x, i % 2 ? b * 0.25 : -b * 0.4, 1.2))),
    );
  return [];
}
