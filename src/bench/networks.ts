import { parseUnetConfig, type UnetConfig } from '../engine/config.ts';
import { fetchModelFolder, type ModelFolder } from '../engine/modelFolder.ts';
import type { StoredTensor } from '../engine/safetensors.ts';
import { buildUnet2d } from '../engine/unet2d.ts';
import { gaussianField } from '../math/rng.ts';
import { makeSchedule } from '../math/schedules.ts';

/** A network to be timed. */
export interface BenchNetwork {
  id: string;
  folder(): Promise<ModelFolder>;
}

/** A network that is fetched. @param folder absolute URL */
export const fetchedNetwork = (id: string, folder: string): BenchNetwork => ({
  id,
  folder: () => fetchModelFolder(folder),
});

/** Two tensors' numbers are never the same: each has a step of the noise to itself. */
function randomTensor(step: number, shape: number[]): StoredTensor {
  const count = shape.reduce((product, extent) => product * extent, 1);
  const values = gaussianField(1, step, count, new Float32Array(count));
  // 1/√inputs, so that activations neither vanish nor grow; a vector is a bias or belongs to a norm.
  const inputs = shape.length > 1 ? count / shape[0] : 25;
  return { shape, values: values.map((value) => value / Math.sqrt(inputs)) };
}

/** A network of Gaussian weights, the same ones every time. */
export function randomNetwork(config: UnetConfig): ModelFolder {
  const shapes = buildUnet2d(config).tensorShapes();
  const tensors = new Map([...shapes].map(([name, shape], i) => [name, randomTensor(i, shape)]));
  return {
    config,
    schedule: makeSchedule({ id: 'linear', T: 1000 }),
    predictionType: 'epsilon',
    tensors,
    classNames: [],
    sha256: '',
    parameters: [...tensors.values()].reduce((sum, { values }) => sum + values.length, 0),
    isScheduleAssumed: false,
  };
}

/** The large network: 64 · (1, 2, 2, 2), two blocks a level, attention at 16×16 and in the middle. */
export const largeConfig: UnetConfig = parseUnetConfig({
  _class_name: 'UNet2DModel',
  sample_size: 32,
  in_channels: 3,
  out_channels: 3,
  block_out_channels: [64, 128, 128, 128],
  layers_per_block: 2,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'],
  up_block_types: ['UpBlock2D', 'UpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
  attention_head_dim: null,
  norm_num_groups: 32,
});

/** 8.95 M random numbers: what a network weighs does not depend on what it has learned. */
export const largeNetwork: BenchNetwork = {
  id: 'random-8.95M',
  folder: () => Promise.resolve(randomNetwork(largeConfig)),
};
