import {
  attentionLayer,
  downsampler,
  residualBlock,
  upsampler,
  type Layer,
  type LayerInputs,
  type Parts,
} from './blocks.ts';
import type { UnetConfig } from './config.ts';
import type { Operations, WeightRef } from './operations.ts';
import { ProjectionTable } from './projectionTable.ts';
import type { StoredTensor } from './safetensors.ts';
import { Weights } from './weights.ts';

/** Sees every named layer's output, for tests. */
export type Observer<T> = (name: string, output: T) => void;

/** diffusers' UNet2DModel: what it does to pictures T, whichever they are, and the numbers it does it with. */
export interface Unet2d {
  readonly config: UnetConfig;
  /**
   * Every weight of a file, in float32: the array in which the layers' references count.
   * Throws ModelError 'weights-mismatch'.
   */
  arenaOf(stored: Map<string, StoredTensor>): Float32Array;
  /** Every tensor that a file must have, by diffusers' name, with its shape in PyTorch's order. */
  tensorShapes(): Map<string, number[]>;
  /** The rows of the class embedding, (rows, embeddingWidth); null for a network without one. */
  readonly classRows: WeightRef | null;
  /** 4 · the first block's channels. */
  readonly embeddingWidth: number;
  /** Numbers that the residual blocks together take of one picture's time and class. */
  readonly projectionWidth: number;
  /**
   * What the residual blocks need to know of time and class: their projections of silu(MLP(sinusoids) + class row).
   * @param sines sinusoidalEmbedding(…), (1, 1, rows, first block's channels)
   * @param classes each row's class row, (1, 1, rows, embeddingWidth); null for a network without classes
   * @returns (1, 1, rows, projectionWidth)
   */
  embed<T>(ops: Operations<T>, sines: T, classes: T | null, observe?: Observer<T>): T;
  /**
   * @param x (batch, height, width, channels)
   * @param projections (batch, 1, 1, projectionWidth), one row of embed(…) a picture
   * @returns the network's prediction, the shape of x
   */
  forward<T>(ops: Operations<T>, x: T, projections: T, observe?: Observer<T>): T;
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

export function buildUnet2d(config: UnetConfig): Unet2d {
  const weights = new Weights();
  const projections = new ProjectionTable();
  const parts: Parts = { weights, config, projections };
  const widths = config.blockOutChannels;
  const embeddingWidth = 4 * widths[0];
  const linear1 = weights.dense('time_embedding.linear_1', widths[0], embeddingWidth);
  const linear2 = weights.dense('time_embedding.linear_2', embeddingWidth, embeddingWidth);
  const classRows =
    config.numClassEmbeds === null
      ? null
      : weights.embedding('class_embedding', config.numClassEmbeds, embeddingWidth);
  const centre = config.centerInputSample
    ? weights.affine('center_input_sample', config.inChannels, 2, -1)
    : null;
  const convIn = weights.conv('conv_in', config.inChannels, widths[0], 3);
  const down = downLevels(parts);
  const mid = middle(parts);
  const up = upLevels(parts);
  const normOut = weights.norm('conv_norm_out', widths[0], config.normNumGroups, config.normEps);
  const convOut = weights.conv('conv_out', widths[0], config.outChannels, 3);
  const project = projections.layer(weights, embeddingWidth);

  return {
    config,
    arenaOf: (stored) => weights.arena(stored),
    tensorShapes: () => weights.shapes(),
    classRows,
    embeddingWidth,
    projectionWidth: projections.width,

    embed: <T>(ops: Operations<T>, sines: T, classes: T | null, observe?: Observer<T>) =>
      ops.scope(() => {
        const hidden = ops.conv(sines, linear1, { silu: true });
        // Alone only when somebody looks: otherwise class row and SiLU are part of the same operation.
        if (observe) observe('time_embedding', ops.conv(hidden, linear2));
        const embedding = ops.conv(hidden, linear2, { residual: classes ?? undefined, silu: true });
        return ops.conv(embedding, project);
      }),

    forward: <T>(ops: Operations<T>, x: T, rows: T, observe?: Observer<T>) =>
      ops.scope(() => {
        const run = ({ name, run: layer }: Step, input: T, skip?: T): T => {
          const inputs: LayerInputs<T> = { ops, projections: rows, skip };
          const output = layer(input, inputs);
          observe?.(name, output);
          return output;
        };
        let h = ops.conv(centre === null ? x : ops.conv(x, centre), convIn);
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
          for (const [resnet, ...others] of level.layers) {
            h = run(resnet, h, skips.pop()!);
            for (const step of others) h = run(step, h);
          }
          if (level.resize !== null) h = run(level.resize, h);
          observe?.(level.name, h);
        }
        return ops.conv(ops.groupNorm(h, normOut, { silu: true }), convOut);
      }),
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
