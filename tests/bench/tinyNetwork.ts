import { randomNetwork } from '../../src/bench/networks.ts';
import { parseUnetConfig } from '../../src/engine/config.ts';
import type { ModelFolder } from '../../src/engine/modelFolder.ts';

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

/**
 * The network as the engine takes it from a model folder; its weights are random, the same ones every time.
 * @param changes to the config
 */
export const tinyNetwork = (changes: Partial<Record<string, number>> = {}): ModelFolder =>
  randomNetwork(parseUnetConfig({ ...config, ...changes }));
