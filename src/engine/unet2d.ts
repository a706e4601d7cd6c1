import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  attentionLayer,
  downsampler,
  padOne,
  residualBlock,
  upsampler,
  type Layer,
  type Parts,
} from './blocks.ts';
import type { UnetConfig } from './config.ts';
import type { Operations } from './operations.ts';
import type { StoredTensor } from './safetensors.ts';
import { sinusoidalEmbedding } from './timeEmbedding.ts';
import { Weights } from './weights.ts';

/** Sees every named layer's output, for tests; the tensor is disposed afterwards. */
export type Observer = (name: string, output: Tensor4D | Tensor2D) => void;

export interface Unet2d {
  /**
   * What the residual blocks need to know of time and class: silu(MLP(sinusoids) + class row), one row a picture.
   * @param timesteps diffusers' timesteps, the paper's t minus 1
   * @param classes rows of the class embedding, null for a network without one
   * @returns (pictures, 4 · first block's channels); the caller disposes it
   */
  embed(timesteps: ArrayLike<number>, classes: ArrayLike<number> | null, observe?: Observer): Tensor2D;
  /**
   * @param x (batch, height, width, channels)
   * @param embedding embed(…), one row a picture
   * @returns the network's prediction, the shape of x; the caller disposes it
   */
  forward(x: Tensor4D, embedding: Tensor2D, observe?: Observer): Tensor4D;
  dispose(): void;
}

interface Step {
  name: string;
  run: Layer;
}
/** One level: its residual blocks, each with the attention after it, and the change of size at its end. */
interface Level {
  name: string;
  layers: Step[][];
  resize: Step | null;
}

/** Binds a file's weights to diffusers' UNet2DModel. Throws ModelError 'weights-mismatch' and leaves nothing behind. */
export function buildUnet2d(config: UnetConfig, stored: Map<string, StoredTensor>, ops: Operations): Unet2d {
  const weights = new Weights(stored);
  try {
    return bind(config, weights, ops);
  } catch (error) {
    weights.dispose();
    throw error;
  }
}

function bind(config: UnetConfig, weights: Weights, ops: Operations): Unet2d {
  const parts: Parts = { ops, weights, config };
  const widths = config.blockOutChannels;
  const embeddingWidth = 4 * widths[0];
  const linear1 = weights.linear('time_embedding.linear_1', widths[0], embeddingWidth);
  const linear2 = weights.linear('time_embedding.linear_2', embeddingWidth, embeddingWidth);
  const classRows =
    config.numClassEmbeds === null
      ? null
      : weights.embedding('class_embedding', config.numClassEmbeds, embeddingWidth);
  const convIn = weights.conv('conv_in', config.inChannels, widths[0], 3);
  const down = downLevels(parts);
  const mid = middle(parts);
  const up = upLevels(parts);
  const normOut = weights.norm('conv_norm_out', widths[0], config.normNumGroups, config.normEps);
  const convOut = weights.conv('conv_out', widths[0], config.outChannels, 3);
  weights.assertAllUsed();

  return {
    embed: (timesteps, classes, observe) =>
      tf.tidy(() => {
        const sines = tf.tensor2d(sinusoidalEmbedding(timesteps, config), [timesteps.length, widths[0]]);
        let embedding = ops.linear(ops.silu(ops.linear(sines, linear1)), linear2);
        observe?.('time_embedding', embedding);
        if (classRows !== null && classes !== null) {
          embedding = tf.add(embedding, tf.gather(classRows, tf.tensor1d(Array.from(classes), 'int32')));
        }
        return ops.silu(embedding);
      }),

    forward: (x, embedding, observe) =>
      tf.tidy(() => {
        const run = ({ name, run: layer }: Step, input: Tensor4D): Tensor4D => {
          const output = layer(input, embedding);
          observe?.(name, output);
          return output;
        };
        const centred: Tensor4D = config.centerInputSample ? tf.sub(tf.mul(x, 2), 1) : x;
        let h = ops.conv2d(centred, convIn, 1, padOne);
        observe?.('conv_in', h);
        const skips = [h];
        for (const level of down) {
          for (const layers of level.layers) {
            for (const step of layers) h = run(step, h);
            skips.push(h);
          }
          if (level.resize !== null) {
            h = run(level.resize, h);
            skips.push(h);
          }
          observe?.(level.name, h);
        }
        for (const step of mid) h = run(step, h);
        observe?.('mid_block', h);
        for (const level of up) {
          for (const layers of level.layers) {
            h = ops.concat(h, skips.pop()!);
            for (const step of layers) h = run(step, h);
          }
          if (level.resize !== null) h = run(level.resize, h);
          observe?.(level.name, h);
        }
        return ops.conv2d(ops.groupNormSilu(h, normOut), convOut, 1, padOne);
      }),

    dispose: () => weights.dispose(),
  };
}

function downLevels(parts: Parts): Level[] {
  const { blockOutChannels: widths, downBlockTypes, layersPerBlock } = parts.config;
  return widths.map((width, i) => {
    const name = `down_blocks.${i}`;
    const layers = Array.from({ length: layersPerBlock }, (_, j) => {
      const from = j > 0 ? width : widths[Math.max(i - 1, 0)];
      return pair(parts, name, j, from, width, downBlockTypes[i] === 'AttnDownBlock2D');
    });
    const isLast = i === widths.length - 1;
    const resizeName = `${name}.downsamplers.0`;
    const resize = isLast ? null : { name: resizeName, run: downsampler(parts, resizeName, width) };
    return { name, layers, resize };
  });
}

function upLevels(parts: Parts): Level[] {
  const { upBlockTypes, layersPerBlock } = parts.config;
  const widths = [...parts.config.blockOutChannels].reverse();
  return widths.map((width, i) => {
    const name = `up_blocks.${i}`;
    const before = widths[Math.max(i - 1, 0)];
    const after = widths[Math.min(i + 1, widths.length - 1)];
    const layers = Array.from({ length: layersPerBlock + 1 }, (_, j) => {
      // The skips come back in reverse: the last one of a level is the input that its downward twin had.
      const skip = j === layersPerBlock ? after : width;
      return pair(
        parts,
        name,
        j,
        (j === 0 ? before : width) + skip,
        width,
        upBlockTypes[i] === 'AttnUpBlock2D',
      );
    });
    const isLast = i === widths.length - 1;
    const resizeName = `${name}.upsamplers.0`;
    const resize = isLast ? null : { name: resizeName, run: upsampler(parts, resizeName, width) };
    return { name, layers, resize };
  });
}

function pair(parts: Parts, level: string, j: number, from: number, to: number, attends: boolean): Step[] {
  const resnet = `${level}.resnets.${j}`;
  const attention = `${level}.attentions.${j}`;
  const steps = [{ name: resnet, run: residualBlock(parts, resnet, from, to) }];
  if (attends) steps.push({ name: attention, run: attentionLayer(parts, attention, to) });
  return steps;
}

function middle(parts: Parts): Step[] {
  const { blockOutChannels, addAttention, midAttentionNumGroups, midBlockScaleFactor: factor } = parts.config;
  const width = blockOutChannels[blockOutChannels.length - 1];
  const resnet = (j: number): Step => {
    const name = `mid_block.resnets.${j}`;
    return { name, run: residualBlock(parts, name, width, width, factor) };
  };
  const name = 'mid_block.attentions.0';
  const attention = (): Step => ({
    name,
    run: attentionLayer(parts, name, width, midAttentionNumGroups, factor),
  });
  return [resnet(0), ...(addAttention ? [attention()] : []), resnet(1)];
}
