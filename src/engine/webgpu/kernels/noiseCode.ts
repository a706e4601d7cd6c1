import { ln2High, ln2Low } from '../../../math/boxMuller.ts';
import { cosCoefficients, lanes, logCoefficients, sinCoefficients } from '../../../math/rng.ts';
import { threefryParity, threefryRotations } from '../../../math/threefry.ts';

/** A polynomial in x by Horner's rule, in WGSL; lowest power first. */
const horner = (coefficients: readonly number[], x: string): string =>
  coefficients.reduceRight<string>(
    (sum, c) => (sum === '' ? literal(c) : `(${sum} * ${x} + ${literal(c)})`),
    '',
  );

const literal = (value: number): string =>
  `${value < 0 ? '(' : ''}${value.toExponential()}f${value < 0 ? ')' : ''}`;

/** The five groups of four rounds of src/math/threefry.ts, written out. */
const rounds = [1, 2, 3, 4, 5]
  .map((group) => {
    const mixes = threefryRotations
      .slice(group % 2 === 1 ? 0 : 4, group % 2 === 1 ? 4 : 8)
      .map((distance) => `x0 = x0 + x1; x1 = ((x1 << ${distance}u) | (x1 >> ${32 - distance}u)) ^ x0;`);
    return [...mixes, `x0 = x0 + k${group % 3}; x1 = x1 + k${(group + 1) % 3} + ${group}u;`].join('\n');
  })
  .join('\n');

/**
 * WGSL's gaussian(seed, step, element): gaussianAt of src/math/rng.ts, its integers bit for bit, equal to it to 1e-6.
 * words(…) are the two words behind it.
 */
export const noiseCode = `
  fn words(seed : u32, step : u32, element : u32) -> vec2<u32> {
    let k0 = seed;
    let k1 = step;
    let k2 = k0 ^ k1 ^ ${threefryParity}u;
    var x0 = element + k0;
    var x1 = ${lanes.gaussian}u + k1;
    ${rounds}
    return vec2<u32>(x0, x1);
  }

  fn logOfWord(word : u32) -> f32 {
    let k = (word >> 8u) + 1u;
    var exponent = i32(firstLeadingBit(k));
    // An exact division by a power of two.
    var m = f32(k) * bitcast<f32>(u32(127 - exponent) << 23u);
    if (m > ${literal(Math.fround(Math.SQRT2))}) { m = m * 0.5; exponent = exponent + 1; }
    let e = f32(exponent - 24);
    let f = m - 1.0;
    let square = f * f;
    let tail = (f * square) * ${horner(logCoefficients, 'f')} + e * ${literal(ln2Low)};
    return ((tail - 0.5 * square) + f) + e * ${literal(ln2High)};
  }

  fn cosOfWord(word : u32) -> f32 {
    let k = i32(word >> 8u);
    let nearest = (k + 0x200000) >> 22u;
    let a = f32(k - nearest * 0x400000) / 4194304.0;
    let square = a * a;
    let sine = a * ${horner(sinCoefficients, 'square')};
    let cosine = 1.0 + square * ${horner(cosCoefficients, 'square')};
    let value = select(cosine, sine, (nearest & 1) == 1);
    let quadrant = nearest & 3;
    return select(value, -value, quadrant == 1 || quadrant == 2);
  }

  // WGSL leaves sqrt's last bits open; one Newton step settles them.
  fn root(x : f32) -> f32 {
    let r = sqrt(x);
    return select(0.0, r + (x - r * r) / (2.0 * r), r > 0.0);
  }

  fn gaussian(seed : u32, step : u32, element : u32) -> f32 {
    let w = words(seed, step, element);
    return root(-2.0 * logOfWord(w.x)) * cosOfWord(w.y);
  }
`;
