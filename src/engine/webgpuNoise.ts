import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { cosCoefficients, lanes, logCoefficients, sinCoefficients } from '../math/rng.ts';
import { ln2High, ln2Low } from '../math/boxMuller.ts';
import { threefryParity, threefryRotations } from '../math/threefry.ts';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

const gaussianKernel = 'DiffusionNoise';
const wordsKernel = 'DiffusionNoiseWords';
const threads = 64;

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

const functions = `
  fn words(element : u32) -> vec2<u32> {
    let k0 = bitcast<u32>(uniforms.seed);
    let k1 = bitcast<u32>(uniforms.step);
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

  fn gaussian(element : u32) -> f32 {
    let w = words(element);
    return root(-2.0 * logOfWord(w.x)) * cosOfWord(w.y);
  }
`;

function program(key: string, shape: number[], body: string): Program {
  const size = tf.util.sizeFromShape(shape);
  return {
    variableNames: [],
    outputShape: shape,
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(size / threads), 1, 1],
    workgroupSize: [threads, 1, 1],
    uniforms: 'seed : i32, step : i32,',
    size: true,
    shaderKey: key,
    getUserCode: () => `${functions}\nfn main(index : i32) { if (index < uniforms.size) { ${body} } }`,
  };
}

interface Attributes {
  seed: number;
  step: number;
  shape: number[];
}

function register(kernelName: string, dtype: 'float32' | 'int32', body: string): void {
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ attrs, backend }) => {
      const { seed, step, shape } = attrs as unknown as Attributes;
      return (backend as WebGPUBackend).runWebGPUProgram(program(kernelName, shape, body), [], dtype, [
        { type: 'int32', data: [seed | 0] },
        { type: 'int32', data: [step | 0] },
      ]);
    },
  });
}

register(gaussianKernel, 'float32', 'result[index] = gaussian(u32(index));');
register(
  wordsKernel,
  'int32',
  'let w = words(u32(index / 2)); result[index] = bitcast<i32>(select(w.x, w.y, (index & 1) == 1));',
);

/** gaussianField(seed, step) of src/math/rng.ts, computed where it is used; equal to it to 1e-6. */
export function noiseOnGpu(seed: number, step: number, shape: [number, number, number, number]): Tensor4D {
  return tf.engine().runKernel(gaussianKernel, {}, { seed, step, shape });
}

/** The two words of elements 0 … n-1, interleaved, for tests: bit for bit those of threefry2x32(seed, step, …). */
export function noiseWordsOnGpu(seed: number, step: number, n: number): Tensor {
  return tf.engine().runKernel(wordsKernel, {}, { seed, step, shape: [2 * n] });
}
