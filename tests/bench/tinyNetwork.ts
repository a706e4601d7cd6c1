import { parseUnetConfig } from '../../src/engine/config.ts';
import type { ModelFolder } from '../../src/engine/modelFolder.ts';
import type { StoredTensor } from '../../src/engine/safetensors.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { makeSchedule } from '../../src/math/schedules.ts';

/** A UNet2DModel for 8×8 pictures, two levels, attention at the lower one; its size allows a thousand steps anywhere. */
const config = {
  _class_name: 'UNet2DModel',
  sample_size: 8,
  in_channels: 1,
  out_channels: 1,
  block_out_channels: [8, 16],
  layers_per_block: 1,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
  up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
  attention_head_dim: null,
  norm_num_groups: 4,
};
const embeddingWidth = 32;

/** Every tensor's name and shape. The engine refuses the network if one is missing, left over or of another shape. */
function* shapes(): Generator<[name: string, shape: number[]]> {
  yield* dense('time_embedding.linear_1', 8, embeddingWidth);
  yield* dense('time_embedding.linear_2', embeddingWidth, embeddingWidth);
  yield* convolution('conv_in', 1, 8);
  yield* residual('down_blocks.0.resnets.0', 8, 8);
  yield* convolution('down_blocks.0.downsamplers.0.conv', 8, 8);
  yield* residual('down_blocks.1.resnets.0', 8, 16);
  yield* attention('down_blocks.1.attentions.0', 16);
  yield* residual('mid_block.resnets.0', 16, 16);
  yield* attention('mid_block.attentions.0', 16);
  yield* residual('mid_block.resnets.1', 16, 16);
  // On the way up, a block's input is followed by the channels that were kept on the way down.
  yield* residual('up_blocks.0.resnets.0', 16 + 16, 16);
  yield* attention('up_blocks.0.attentions.0', 16);
  yield* residual('up_blocks.0.resnets.1', 16 + 8, 16);
  yield* attention('up_blocks.0.attentions.1', 16);
  yield* convolution('up_blocks.0.upsamplers.0.conv', 16, 16);
  yield* residual('up_blocks.1.resnets.0', 16 + 8, 8);
  yield* residual('up_blocks.1.resnets.1', 8 + 8, 8);
  yield* norm('conv_norm_out', 8);
  yield* convolution('conv_out', 8, 1);
}

function* withBias(name: string, weight: number[]): Generator<[string, number[]]> {
  yield [`${name}.weight`, weight];
  yield [`${name}.bias`, [weight[0]]];
}
const dense = (name: string, from: number, to: number) => withBias(name, [to, from]);
const convolution = (name: string, from: number, to: number, size = 3) =>
  withBias(name, [to, from, size, size]);
const norm = (name: string, channels: number) => withBias(name, [channels]);

function* residual(name: string, from: number, to: number): Generator<[string, number[]]> {
  yield* norm(`${name}.norm1`, from);
  yield* convolution(`${name}.conv1`, from, to);
  yield* dense(`${name}.time_emb_proj`, embeddingWidth, to);
  yield* norm(`${name}.norm2`, to);
  yield* convolution(`${name}.conv2`, to, to);
  if (from !== to) yield* convolution(`${name}.conv_shortcut`, from, to, 1);
}

function* attention(name: string, channels: number): Generator<[string, number[]]> {
  yield* norm(`${name}.group_norm`, channels);
  for (const layer of ['to_q', 'to_k', 'to_v', 'to_out.0'])
    yield* dense(`${name}.${layer}`, channels, channels);
}

/** Gaussian weights, each layer's scaled by 1/√(inputs), so that activations neither vanish nor grow. */
function randomTensor(step: number, shape: number[]): StoredTensor {
  const count = shape.reduce((product, extent) => product * extent, 1);
  const values = gaussianField(1, step, count, new Float32Array(count));
  const inputs = shape.length > 1 ? count / shape[0] : 25;
  return { shape, values: values.map((value) => value / Math.sqrt(inputs)) };
}

/** The network as the engine takes it from a model folder. */
export function tinyNetwork(): ModelFolder {
  const tensors = new Map([...shapes()].map(([name, shape], i) => [name, randomTensor(i, shape)]));
  const parameters = [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
  return {
    config: parseUnetConfig(config),
    schedule: makeSchedule({ id: 'linear', T: 1000 }),
    predictionType: 'epsilon',
    tensors,
    classNames: [],
    sha256: '',
    parameters,
    isScheduleAssumed: false,
  };
}
