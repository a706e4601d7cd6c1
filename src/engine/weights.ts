import { ModelError } from './modelError.ts';
import type { ConvWeights, NormWeights, WeightRef } from './operations.ts';
import type { StoredTensor } from './safetensors.ts';

/** Names that files written before diffusers 0.14 use for the attention's layers. */
const oldNames: [string, string][] = [
  ['.to_q.', '.query.'],
  ['.to_k.', '.key.'],
  ['.to_v.', '.value.'],
  ['.to_out.0.', '.proj_attn.'],
];

type Take = (name: string, shape: number[]) => Float32Array;
/** Writes one reference's numbers, taken from a file, to their place. */
type Fill = (take: Take, target: Float32Array) => void;

/**
 * Gives every layer, by diffusers' names, its place in one array of numbers, channels last. The places follow from the
 * config alone, so kernels can be made while the file is still under way; arena() takes the numbers from the file.
 */
export class Weights {
  private readonly parts: { ref: WeightRef; fill: Fill }[] = [];
  private end = 0;

  conv(name: string, inChannels: number, outChannels: number, size: 1 | 3): ConvWeights {
    const area = size * size;
    const kernel = this.put(`${name}.weight`, area * inChannels * outChannels, (take, target) => {
      const values = take(`${name}.weight`, [outChannels, inChannels, size, size]);
      // PyTorch (out, in, height, width) → (height, width, in, out).
      for (let o = 0; o < outChannels; o++) {
        for (let i = 0; i < inChannels; i++) {
          for (let p = 0; p < area; p++) {
            target[(p * inChannels + i) * outChannels + o] = values[(o * inChannels + i) * area + p];
          }
        }
      }
    });
    return { kernel, bias: this.vector(`${name}.bias`, outChannels), size, inChannels, outChannels };
  }

  dense(name: string, inFeatures: number, outFeatures: number): ConvWeights {
    return this.denseBeside([name], inFeatures, [outFeatures]);
  }

  /** Several dense layers of the same input as one, their outputs side by side. */
  denseBeside(names: readonly string[], inFeatures: number, widths: readonly number[]): ConvWeights {
    const outFeatures = widths.reduce((sum, width) => sum + width, 0);
    const label = names.join(' + ');
    const each = (write: (name: string, width: number, column: number) => void): void => {
      let column = 0;
      names.forEach((name, layer) => {
        write(name, widths[layer], column);
        column += widths[layer];
      });
    };
    const kernel = this.put(`${label}.weight`, inFeatures * outFeatures, (take, target) =>
      each((name, width, column) => {
        const values = take(`${name}.weight`, [width, inFeatures]);
        for (let o = 0; o < width; o++) {
          for (let i = 0; i < inFeatures; i++) {
            target[i * outFeatures + column + o] = values[o * inFeatures + i];
          }
        }
      }),
    );
    const bias = this.put(`${label}.bias`, outFeatures, (take, target) =>
      each((name, width, column) => target.set(take(`${name}.bias`, [width]), column)),
    );
    return { kernel, bias, size: 1, inChannels: inFeatures, outChannels: outFeatures };
  }

  norm(name: string, channels: number, groups: number, epsilon: number): NormWeights {
    return {
      scale: this.vector(`${name}.weight`, channels),
      shift: this.vector(`${name}.bias`, channels),
      groups,
      epsilon,
    };
  }

  /** factor · x + constant at every pixel, as a convolution. */
  affine(name: string, channels: number, factor: number, constant: number): ConvWeights {
    const kernel = this.put(`${name}.weight`, channels * channels, (_, target) => {
      for (let i = 0; i < channels; i++) target[i * channels + i] = factor;
    });
    const bias = this.put(`${name}.bias`, channels, (_, target) => void target.fill(constant));
    return { kernel, bias, size: 1, inChannels: channels, outChannels: channels };
  }

  /** (rows, features) */
  embedding(name: string, rows: number, features: number): WeightRef {
    return this.put(`${name}.weight`, rows * features, (take, target) =>
      target.set(take(`${name}.weight`, [rows, features])),
    );
  }

  /** Every tensor that a file must have, by diffusers' name, with its shape in PyTorch's order. */
  shapes(): Map<string, number[]> {
    const shapes = new Map<string, number[]>();
    const take: Take = (name, shape) => {
      shapes.set(name, shape);
      return new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    };
    for (const { ref, fill } of this.parts) fill(take, new Float32Array(ref.length));
    return shapes;
  }

  /**
   * The numbers of all layers, each at its reference's offset. A tensor that is missing, of another shape than the
   * config asks for, or asked for by no layer is a ModelError 'weights-mismatch'.
   */
  arena(stored: Map<string, StoredTensor>): Float32Array {
    const used = new Set<string>();
    const take: Take = (name, shape) => {
      const old = oldNames.reduce((result, [to, from]) => result.replace(to, from), name);
      const found = stored.has(name) ? name : old;
      const tensor = stored.get(found);
      const expected = `(${shape.join(', ')})`;
      const actual = tensor === undefined ? 'absent' : `(${tensor.shape.join(', ')})`;
      if (tensor === undefined || tensor.shape.join() !== shape.join()) {
        throw new ModelError('weights-mismatch', { tensor: name, expected, actual });
      }
      used.add(found);
      return tensor.values;
    };
    const arena = new Float32Array(this.end);
    for (const { ref, fill } of this.parts) fill(take, arena.subarray(ref.offset, ref.offset + ref.length));
    // A file with tensors that the network never asked for belongs to another network.
    for (const tensor of stored.keys()) {
      if (!used.has(tensor)) {
        throw new ModelError('weights-mismatch', { tensor, expected: 'absent', actual: 'present' });
      }
    }
    return arena;
  }

  private vector(name: string, length: number): WeightRef {
    return this.put(name, length, (take, target) => target.set(take(name, [length])));
  }

  private put(name: string, length: number, fill: Fill): WeightRef {
    const ref: WeightRef = { name, offset: this.end, length };
    this.parts.push({ ref, fill });
    this.end = Math.ceil((ref.offset + length) / 4) * 4;
    return ref;
  }
}
