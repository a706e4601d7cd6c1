/** Perceptually even colour ramps between two theme colours: straight lines in Oklab (Ottosson 2020). */

type Triple = readonly [number, number, number];

const toLinear = (byte: number): number => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const toByte = (linear: number): number => {
  const c = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
};

/** Oklab (L, a, b) of sRGB bytes. */
export function oklabOf([red, green, blue]: Triple): Triple {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** sRGB bytes of an Oklab colour, clipped to what a screen shows. */
export function bytesOf([L, a, b]: Triple): Triple {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Bytes of `#rrggbb` or `#rgb`. Throws a RangeError for anything else. */
export function bytesOfHex(hex: string): Triple {
  const text = hex.trim().replace(/^#/, '');
  const digits = text.length === 3 ? [...text].map((d) => d + d).join('') : text;
  if (!/^[0-9a-f]{6}$/i.test(digits)) throw new RangeError(`'${hex}' is no colour of the form #rrggbb`);
  const number = parseInt(digits, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** 256 colours from `low` to `high`, as red, green, blue bytes in a row; `reach` < 1 stops short of `high`. */
export function colourRamp(low: string, high: string, reach = 1): Uint8Array {
  const from = oklabOf(bytesOfHex(low));
  const to = oklabOf(bytesOfHex(high));
  const ramp = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i++) {
    const at = (reach * i) / 255;
    ramp.set(bytesOf([0, 1, 2].map((k) => from[k] + at * (to[k] - from[k])) as unknown as Triple), 3 * i);
  }
  return ramp;
}
