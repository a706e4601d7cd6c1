import type { ColourName } from './attributes.ts';
import { colours } from './attributes.ts';
import type { Dice } from './dice.ts';

/** sRGB, each in 0 … 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The middle of each named colour. */
export const namedColours: Readonly<Record<ColourName, Rgb>> = {
  red: [222, 48, 48],
  orange: [247, 134, 28],
  yellow: [252, 212, 50],
  green: [52, 164, 72],
  blue: [40, 106, 222],
  purple: [134, 70, 190],
  pink: [248, 134, 182],
  brown: [148, 92, 54],
};

export const white: Rgb = [255, 255, 255];
export const ink: Rgb = [44, 38, 56];
export const cream: Rgb = [255, 242, 214];
export const wood: Rgb = [118, 74, 46];
export const leaf: Rgb = [62, 150, 66];

/** a at share 0, b at share 1. */
export const mixed = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export const darker = (colour: Rgb, share = 0.25): Rgb => mixed(colour, ink, share);
export const lighter = (colour: Rgb, share = 0.45): Rgb => mixed(colour, white, share);

/** A colour near `colour`: a little lighter or darker, each channel up to `spread` off. */
export function near(colour: Rgb, dice: Dice, spread = 12): Rgb {
  const lightness = (dice.between(-0.07, 0.13) * spread) / 12;
  const [r, g, b] = lightness < 0 ? darker(colour, -lightness) : lighter(colour, lightness);
  const off = () => dice.between(-spread, spread);
  return [r + off(), g + off(), b + off()];
}

/** The paints on the palette of one object. */
export interface Palette {
  readonly name: ColourName;
  readonly main: Rgb;
  readonly dark: Rgb;
  readonly light: Rgb;
  /** Another of the named colours. */
  readonly accent: Rgb;
}

/** Takes the same number of draws whatever the colour. */
export function paletteOf(name: ColourName, dice: Dice): Palette {
  const main = near(namedColours[name], dice);
  const others = colours.filter((other) => other !== name && !(other === 'brown'));
  const position = dice.between(0, 1);
  const accent = near(namedColours[others[Math.floor(position * others.length)]], dice);
  return { name, main, dark: darker(main, 0.3), light: lighter(main), accent };
}
