import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from './modelError.ts';
import type { ConvWeights, LinearWeights, NormWeights } from './operations.ts';
import type { StoredTensor } from './safetensors.ts';

/** Names that files written before diffusers 0.14 use for the attention's layers. */
const oldNames: [string, string][] = [
  ['.to_q.', '.query.'],
  ['.to_k.', '.key.'],
  ['.to_v.', '.value.'],
  ['.to_out.0.', '.proj_attn.'],
];

/**
 * Hands the layers of a file to the network, by diffusers' names, in tfjs' order, and remembers every tensor it made.
 * A tensor that is missing or of another shape than the config asks for is a ModelError 'weights-mismatch'.
 */
export class Weights {
  private readonly stored: Map<string, StoredTensor>;
  private readonly made: Tensor[] = [];
  private readonly used = new Set<string>();

  constructor(stored: Map<string, StoredTensor>) {
    this.stored = stored;
  }

  conv(name: string, inChannels: number, outChannels: number, size: number): ConvWeights {
    const values = this.take(`${name}.weight`, [outChannels, inChannels, size, size]);
    const kernel = new Float32Array(values.length);
    // PyTorch (out, in, height, width) → tfjs (height, width, in, out).
    const area = size * size;
    for (let o = 0; o < outChannels; o++) {
      for (let i = 0; i < inChannels; i++) {
        for (let p = 0; p < area; p++) {
          kernel[(p * inChannels + i) * outChannels + o] = values[(o * inChannels + i) * area + p];
        }
      }
    }
    return {
      kernel: this.keep(tf.tensor4d(kernel, [size, size, inChannels, outChannels])),
      bias: this.vector(`${name}.bias`, outChannels),
    };
  }

  linear(name: string, inFeatures: number, outFeatures: number): LinearWeights {
    const values = this.take(`${name}.weight`, [outFeatures, inFeatures]);
    const matrix = new Float32Array(values.length);
    for (let o = 0; o < outFeatures; o++) {
      for (let i = 0; i < inFeatures; i++) matrix[i * outFeatures + o] = values[o * inFeatures + i];
    }
    return {
      matrix: this.keep(tf.tensor2d(matrix, [inFeatures, outFeatures])),
      bias: this.vector(`${name}.bias`, outFeatures),
    };
  }

  norm(name: string, channels: number, groups: number, epsilon: number): NormWeights {
    return {
      scale: this.vector(`${name}.weight`, channels),
      shift: this.vector(`${name}.bias`, channels),
      groups,
      epsilon,
    };
  }

  embedding(name: string, rows: number, features: number): tf.Tensor2D {
    return this.keep(tf.tensor2d(this.take(`${name}.weight`, [rows, features]), [rows, features]));
  }

  /** A file with tensors that the network never asked for belongs to another network. */
  assertAllUsed(): void {
    for (const name of this.stored.keys()) {
      if (!this.used.has(name)) {
        throw new ModelError('weights-mismatch', { tensor: name, expected: 'absent', actual: 'present' });
      }
    }
  }

  dispose(): void {
    for (const tensor of this.made.splice(0)) tensor.dispose();
  }

  private vector(name: string, length: number): tf.Tensor1D {
    return this.keep(tf.tensor1d(this.take(name, [length])));
  }

  private take(name: string, shape: number[]): Float32Array {
    const old = oldNames.reduce((result, [to, from]) => result.replace(to, from), name);
    const found = this.stored.has(name) ? name : old;
    const stored = this.stored.get(found);
    const expected = `(${shape.join(', ')})`;
    if (stored === undefined) {
      throw new ModelError('weights-mismatch', { tensor: name, expected, actual: 'absent' });
    }
    if (stored.shape.join() !== shape.join()) {
      throw new ModelError('weights-mismatch', {
        tensor: name,
        expected,
        actual: `(${stored.shape.join(', ')})`,
      });
    }
    this.used.add(found);
    return stored.values;
  }

  private keep<T extends Tensor>(tensor: T): T {
    this.made.push(tf.keep(tensor));
    return tensor;
  }
}
