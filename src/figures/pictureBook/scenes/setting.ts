import { white, type Rgb } from '../colour.ts';
import { union } from '../combine.ts';
import type { Dice } from '../dice.ts';
import { paint, type Footing, type Layer } from '../layer.ts';
import { circle, ellipse, everywhere, polygon, type Point, type Shape } from '../shape.ts';
import { sine } from '../sine.ts';

/** Where the object's (0, 0) goes, in units of the picture. */
export interface Place {
  readonly footing: Footing;
  readonly x: number;
  readonly y: number;
}

/** A scene around an object: what is painted before it and what after it. */
export interface Setting {
  readonly behind: readonly Layer[];
  readonly inFront: readonly Layer[];
}

/** Where an object of this footing stands or hovers, in any scene. */
export function placeFor(dice: Dice, footing: Footing): Place {
  const [x, lift] = [16 + dice.between(-1.6, 1.6), dice.between(-1, 1)];
  if (footing === 'ground') return { footing, x, y: 28 + 0.9 * lift };
  if (footing === 'water') return { footing, x, y: 27.6 + 0.8 * lift };
  return { footing, x, y: 15.4 + 1.6 * lift };
}

export const backdrop = (colour: Rgb): Layer => paint(colour, everywhere);

/** A low hill whose top is at (x, y). */
export const hill = (x: number, y: number, steepness: number): Shape =>
  ellipse(x, y + 60 * steepness, 60, 60 * steepness);

export function cloud(dice: Dice, colour: Rgb = white): Layer {
  const [x, y, r] = [
    dice.choose([dice.between(3, 9), dice.between(23, 29)]),
    dice.between(3.2, 7),
    dice.between(1.7, 2.5),
  ];
  return paint(
    colour,
    union(
      ellipse(x, y + r * 0.5, r * 2.1, r * 0.8),
      circle(x - r * 0.5, y, r),
      circle(x + r * 0.8, y + 0.2, r * 0.75),
    ),
    0.92,
  );
}

/** A small body in a corner of the sky: the sun or the moon. */
export const inCorner = (dice: Dice): Point => [
  dice.choose([dice.between(3, 6), dice.between(26, 29)]),
  dice.between(3.4, 6),
];

/** Everything below a wavy line. */
export function wavesBelow(y: number, height: number, length: number, phase: number): Shape {
  const top = Array.from({ length: 65 }, (_, i): Point => [i / 2, y + height * sine(i / 2 / length + phase)]);
  return polygon([[0, 33], ...top, [32, 33]]);
}
