import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { ComposedOperations } from './composedOperations.ts';
import type { NormOptions, NormWeights } from './operations.ts';
import { noiseOnGpu } from './webgpuNoise.ts';

const kernelName = 'DiffusionGroupNorm';
const threads = 64;

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/**
 * Group normalisation, with or without SiLU, as one dispatch where the composed version takes a dozen. One workgroup a
 * picture and group: mean, then squares of what is left, each summed by 64 threads and a tree.
 */
function groupNormProgram(shape: [number, number, number, number], groups: number, silu: boolean): Program {
  return {
    variableNames: ['x', 'scale', 'shift'],
    outputShape: shape,
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [shape[0] * groups, 1, 1],
    workgroupSize: [threads, 1, 1],
    uniforms: 'groups : i32, epsilon : f32,',
    // Shapes and groups come as uniforms; everything else that is written into the code must be in the key.
    shaderKey: `${kernelName}_${silu}`,
    getUserCode: () => `
      var<workgroup> partial : array<f32, ${threads}>;

      fn total(lane : i32, value : f32) -> f32 {
        partial[lane] = value;
        workgroupBarrier();
        for (var half = ${threads / 2}; half > 0; half = half / 2) {
          if (lane < half) { partial[lane] = partial[lane] + partial[lane + half]; }
          workgroupBarrier();
        }
        let sum = partial[0];
        workgroupBarrier();
        return sum;
      }

      fn main(index : i32) {
        let lane = index % ${threads};
        let block = index / ${threads};
        let channels = uniforms.xShape.w;
        let pixels = uniforms.xShape.y * uniforms.xShape.z;
        let width = channels / uniforms.groups;
        let first = (block % uniforms.groups) * width;
        let base = (block / uniforms.groups) * pixels * channels + first;
        let count = pixels * width;
        var sum = 0.0;
        for (var i = lane; i < count; i = i + ${threads}) {
          sum = sum + x[base + (i / width) * channels + i % width];
        }
        let mean = total(lane, sum) / f32(count);
        var squares = 0.0;
        for (var i = lane; i < count; i = i + ${threads}) {
          let centred = x[base + (i / width) * channels + i % width] - mean;
          squares = squares + centred * centred;
        }
        let gain = inverseSqrt(total(lane, squares) / f32(count) + uniforms.epsilon);
        for (var i = lane; i < count; i = i + ${threads}) {
          let channel = i % width;
          let at = base + (i / width) * channels + channel;
          let y = (x[at] - mean) * gain * scale[first + channel] + shift[first + channel];
          result[at] = ${silu ? 'y / (1.0 + exp(-y))' : 'y'};
        }
      }
    `,
  };
}

interface Attributes {
  groups: number;
  epsilon: number;
  silu: boolean;
}

tf.registerKernel({
  kernelName,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, scale, shift } = inputs as Record<string, TensorInfo>;
    const { groups, epsilon, silu } = attrs as unknown as Attributes;
    const program = groupNormProgram(x.shape as [number, number, number, number], groups, silu);
    return (backend as WebGPUBackend).runWebGPUProgram(program, [x, scale, shift], 'float32', [
      { type: 'int32', data: [groups] },
      { type: 'float32', data: [epsilon] },
    ]);
  },
});

/** tfjs' own operations, with kernels of ours for what it has none. */
export class WebgpuOperations extends ComposedOperations {
  override groupNorm(
    x: Tensor4D,
    { scale, shift, groups, epsilon }: NormWeights,
    { second, silu = false }: NormOptions<Tensor4D> = {},
  ): Tensor4D {
    return tf.tidy(() => {
      const all = second === undefined ? x : tf.concat([x, second], 3);
      const inputs = {
        x: all,
        scale: this.weight(scale, [scale.length]),
        shift: this.weight(shift, [shift.length]),
      };
      return tf.engine().runKernel(kernelName, inputs, { groups, epsilon, silu }) as Tensor4D;
    });
  }

  override noise(seed: number, step: number, shape: [number, number, number, number]): Tensor4D {
    return noiseOnGpu(seed, step, shape);
  }
}
