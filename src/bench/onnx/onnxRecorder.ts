import {
  defaultPadding,
  type ConvOptions,
  type ConvWeights,
  type NormOptions,
  type NormWeights,
  type Operations,
  type WeightRef,
} from '../../engine/operations.ts';
import type { Attribute, OnnxConstant, OnnxGraph, OnnxNode, OnnxValue } from './model.ts';

/**
 * A tensor of the graph: a picture, (batch, channels, height, width), as ONNX has it, or a matrix, (rows, features),
 * which is what the engine calls a picture of height 1 whose pixels are the rows.
 */
export interface OnnxTensor {
  name: string;
  shape: readonly number[];
}

const isMatrix = ({ shape }: OnnxTensor): boolean => shape.length === 2;

/**
 * Writes a forward pass down as an ONNX graph, in the operations that PyTorch's exporter takes for the same layers: a
 * group norm is Reshape, InstanceNormalization, Reshape, Mul, Add, and SiLU is Sigmoid, Mul. Shapes are fixed, so that
 * whoever runs the graph can plan it.
 */
export class OnnxRecorder implements Operations<OnnxTensor> {
  private readonly arena: Float32Array;
  private readonly inputs: OnnxValue[] = [];
  private readonly nodes: OnnxNode[] = [];
  private readonly constants = new Map<string, OnnxConstant>();

  /** @param arena the network's weights */
  constructor(arena: Float32Array) {
    this.arena = arena;
  }

  input(name: string, shape: readonly number[]): OnnxTensor {
    const value = { name, shape };
    this.inputs.push(value);
    return value;
  }

  conv(x: OnnxTensor, weights: ConvWeights, options: ConvOptions<OnnxTensor> = {}): OnnxTensor {
    const { second, perChannel, residual, scale = 1, silu = false } = options;
    let y = second === undefined ? x : this.concatenated(x, second);
    if (options.upsample) y = this.grown(y);
    y = isMatrix(y) ? this.dense(y, weights) : this.convolved(y, weights, options);
    if (perChannel !== undefined) y = this.add(y, this.columns(perChannel.table, perChannel.column, y.shape));
    if (residual !== undefined) y = this.add(y, residual);
    if (scale !== 1) y = this.node('Mul', [y, this.scalar(scale)], y.shape);
    return silu ? this.silu(y) : y;
  }

  groupNorm(
    first: OnnxTensor,
    { scale, shift, groups, epsilon }: NormWeights,
    { second, modulation, silu = false }: NormOptions<OnnxTensor> = {},
  ): OnnxTensor {
    const x = second === undefined ? first : this.concatenated(first, second);
    const [batch, channels, height, width] = x.shape;
    const grouped = this.reshape(x, [batch, groups, (channels / groups) * height * width]);
    const ones = this.floats(`ones ${groups}`, [groups], () => new Float32Array(groups).fill(1));
    const zeros = this.floats(`zeros ${groups}`, [groups], () => new Float32Array(groups));
    const attributes = { epsilon: { float: epsilon } };
    const normal = this.node('InstanceNormalization', [grouped, ones, zeros], grouped.shape, attributes);
    const perChannel = (ref: WeightRef) => this.weight(ref, [1, channels, 1, 1]);
    const scaled = this.node('Mul', [this.reshape(normal, x.shape), perChannel(scale)], x.shape);
    let y = this.add(scaled, perChannel(shift));
    if (modulation !== undefined) {
      const { table, column } = modulation;
      const factor = this.add(this.columns(table, column, x.shape), this.scalar(1));
      y = this.node('Mul', [y, factor], x.shape);
      y = this.add(y, this.columns(table, column + channels, x.shape));
    }
    return silu ? this.silu(y) : y;
  }

  attention(qkv: OnnxTensor, heads: number): OnnxTensor {
    const [batch, all, height, width] = qkv.shape;
    const channels = all / 3;
    const pixels = height * width;
    const size = channels / heads;
    const part = [batch, channels, height, width];
    const names = ['q', 'k', 'v'].map((letter) => `${this.nextName()} ${letter}`);
    this.nodes.push({
      op: 'Split',
      inputs: [qkv.name, this.integers([channels, channels, channels]).name],
      outputs: names,
      attributes: { axis: 1 },
    });
    const [q, k, v] = names.map((name) => this.reshape({ name, shape: part }, [batch, heads, size, pixels]));
    const turned = (x: OnnxTensor) =>
      this.node('Transpose', [x], [batch, heads, x.shape[3], x.shape[2]], { perm: [0, 1, 3, 2] });
    const square = [batch, heads, pixels, pixels];
    const scores = this.node('MatMul', [turned(q), k], square);
    const scaled = this.node('Mul', [scores, this.scalar(1 / Math.sqrt(size))], square);
    const weights = this.node('Softmax', [scaled], square, { axis: -1 });
    const mixed = this.node('MatMul', [weights, turned(v)], [batch, heads, pixels, size]);
    return this.reshape(turned(mixed), part);
  }

  scope(work: () => OnnxTensor): OnnxTensor {
    return work();
  }

  /** What was recorded; what the last operation made is called `output`. */
  graph(last: OnnxTensor, name: string): OnnxGraph {
    const renamed = (tensor: string): string => (tensor === last.name ? 'output' : tensor);
    return {
      name,
      inputs: this.inputs,
      outputs: [{ name: 'output', shape: last.shape }],
      constants: [...this.constants.values()],
      nodes: this.nodes.map((node) => ({ ...node, outputs: node.outputs.map(renamed) })),
    };
  }

  private convolved(x: OnnxTensor, weights: ConvWeights, options: ConvOptions<OnnxTensor>): OnnxTensor {
    const { kernel, bias, size, inChannels, outChannels } = weights;
    const { stride = 1, padding = defaultPadding(size) } = options;
    const [[top, bottom], [left, right]] = padding;
    const [batch, , height, width] = x.shape;
    const extent = (pixels: number, before: number, after: number): number =>
      Math.floor((pixels + before + after - size) / stride) + 1;
    const shape = [batch, outChannels, extent(height, top, bottom), extent(width, left, right)];
    const filter = this.floats(`weight ${kernel.offset}`, [outChannels, inChannels, size, size], () =>
      outputsFirst(this.numbers(kernel), size * size, inChannels, outChannels),
    );
    const inputs = [x, filter, this.weight(bias, [outChannels])];
    const pads = [top, left, bottom, right];
    return this.node('Conv', inputs, shape, {
      kernel_shape: [size, size],
      pads,
      strides: [stride, stride],
    });
  }

  private dense(x: OnnxTensor, { kernel, bias, inChannels, outChannels }: ConvWeights): OnnxTensor {
    const inputs = [x, this.weight(kernel, [inChannels, outChannels]), this.weight(bias, [outChannels])];
    return this.node('Gemm', inputs, [x.shape[0], outChannels]);
  }

  /** Columns of a matrix as (rows, channels, 1, 1). */
  private columns(table: OnnxTensor, column: number, [batch, channels]: readonly number[]): OnnxTensor {
    const bounds = [[column], [column + channels], [1]].map((values) => this.integers(values));
    const rows = this.node('Slice', [table, ...bounds], [batch, channels]);
    return this.reshape(rows, [batch, channels, 1, 1]);
  }

  private concatenated(x: OnnxTensor, second: OnnxTensor): OnnxTensor {
    const [batch, channels, ...pixels] = x.shape;
    return this.node('Concat', [x, second], [batch, channels + second.shape[1], ...pixels], { axis: 1 });
  }

  /** Each pixel becomes 2×2 pixels. */
  private grown(x: OnnxTensor): OnnxTensor {
    const [batch, channels, height, width] = x.shape;
    const scales = this.floats('scales', [4], () => Float32Array.of(1, 1, 2, 2));
    const absent = { name: '', shape: [] };
    return this.node('Resize', [x, absent, scales], [batch, channels, 2 * height, 2 * width], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    });
  }

  private silu(x: OnnxTensor): OnnxTensor {
    return this.node('Mul', [x, this.node('Sigmoid', [x], x.shape)], x.shape);
  }

  private add(x: OnnxTensor, y: OnnxTensor): OnnxTensor {
    return this.node('Add', [x, y], x.shape);
  }

  private reshape(x: OnnxTensor, shape: readonly number[]): OnnxTensor {
    return this.node('Reshape', [x, this.integers(shape)], shape);
  }

  private node(
    op: string,
    inputs: readonly OnnxTensor[],
    shape: readonly number[],
    attributes?: Record<string, Attribute>,
  ): OnnxTensor {
    const name = this.nextName();
    this.nodes.push({ op, inputs: inputs.map((input) => input.name), outputs: [name], attributes });
    return { name, shape };
  }

  private nextName(): string {
    return `t${this.nodes.length}`;
  }

  private numbers({ offset, length }: WeightRef): Float32Array {
    return this.arena.subarray(offset, offset + length);
  }

  private weight(ref: WeightRef, shape: readonly number[]): OnnxTensor {
    return this.floats(`weight ${ref.offset}`, shape, () => this.numbers(ref));
  }

  private scalar(value: number): OnnxTensor {
    return this.floats(`scalar ${value}`, [], () => Float32Array.of(value));
  }

  private floats(name: string, shape: readonly number[], make: () => Float32Array): OnnxTensor {
    if (!this.constants.has(name)) this.constants.set(name, { name, shape, values: make() });
    return { name, shape };
  }

  private integers(values: readonly number[]): OnnxTensor {
    const name = `integers ${values.join(' ')}`;
    const shape = [values.length];
    if (!this.constants.has(name))
      this.constants.set(name, { name, shape, values: BigInt64Array.from(values, BigInt) });
    return { name, shape };
  }
}

/** (taps, in, out) → (out, in, taps) */
function outputsFirst(values: Float32Array, taps: number, inputs: number, outputs: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        turned[(o * inputs + i) * taps + tap] = values[(tap * inputs + i) * outputs + o];
      }
    }
  }
  return turned;
}
