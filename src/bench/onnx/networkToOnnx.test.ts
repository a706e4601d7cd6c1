import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../../../tests/parity/relativeError.ts';
import { parseUnetConfig } from '../../engine/config.ts';
import { gatheredRows } from '../../engine/gatheredRows.ts';
import { interpreted } from '../../engine/plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from '../../engine/plan/planOf.ts';
import { sinusoidalEmbedding } from '../../engine/timeEmbedding.ts';
import { buildUnet2d } from '../../engine/unet2d.ts';
import { gaussianField } from '../../math/rng.ts';
import { randomNetwork } from '../networks.ts';
import { channelsFirst, channelsLast } from './layouts.ts';
import { networkToOnnx } from './networkToOnnx.ts';

beforeAll(() => {
  ort.env.wasm.wasmPaths = fileURLToPath(
    new URL('../../../node_modules/onnxruntime-web/dist/', import.meta.url),
  );
  ort.env.wasm.numThreads = 1;
});

const base = {
  _class_name: 'UNet2DModel',
  in_channels: 1,
  out_channels: 1,
  layers_per_block: 1,
  attention_head_dim: null,
  norm_num_groups: 4,
};
const networks: Record<string, object> = {
  'one head, one channel': {
    ...base,
    sample_size: 8,
    block_out_channels: [8, 16],
    down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
    up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
  },
  'heads, classes, a rectangle, padding below and right, a scale, 2x - 1': {
    ...base,
    sample_size: [12, 8],
    in_channels: 3,
    out_channels: 3,
    layers_per_block: 2,
    block_out_channels: [8, 16, 16],
    down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D'],
    up_block_types: ['UpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
    attention_head_dim: 4,
    downsample_padding: 0,
    mid_block_scale_factor: 1.5,
    center_input_sample: true,
    num_class_embeds: 5,
  },
  'norms that time and class scale and shift, none before the middle attention': {
    ...base,
    sample_size: 4,
    block_out_channels: [8, 12],
    down_block_types: ['DownBlock2D', 'DownBlock2D'],
    up_block_types: ['UpBlock2D', 'UpBlock2D'],
    num_class_embeds: 5,
    resnet_time_scale_shift: 'scale_shift',
  },
};

describe('an ONNX file of a network, in onnxruntime-web', () => {
  it.each(Object.keys(networks))('says what the interpreter says: %s', async (name) => {
    const folder = randomNetwork(parseUnetConfig(networks[name]));
    const unet = buildUnet2d(folder.config);
    const arena = unet.arenaOf(folder.tensors);
    const batch = 3;
    const [height, width] = folder.config.sampleSize;
    const channels = folder.config.inChannels;
    const count = batch * height * width * channels;
    const x = gaussianField(2, 0, count, new Float32Array(count));
    const sines = sinusoidalEmbedding([0, 400, 999], folder.config);
    const classes = unet.classRows && gatheredRows(arena.subarray(unet.classRows.offset), [4, 0, 2], 32);

    const given = classes === null ? [sines] : [sines, classes];
    const projections = interpreted(planOfEmbedding(unet, batch), arena, given);
    const reference = interpreted(planOfForward(unet, batch), arena, [x, projections]);

    const session = await ort.InferenceSession.create(networkToOnnx(unet, arena, batch));
    const tensor = (values: Float32Array, shape: number[]) => new ort.Tensor('float32', values, shape);
    const feeds: Record<string, ort.Tensor> = {
      x: tensor(channelsFirst(x, height * width, channels), [batch, channels, height, width]),
      sines: tensor(sines, [batch, 8]),
    };
    if (classes !== null) feeds.classes = tensor(classes, [batch, 32]);
    const { output } = await session.run(feeds);
    expect(output.dims).toEqual([batch, channels, height, width]);
    const said = channelsLast(output.data as Float32Array, height * width, channels);
    expect(relativeError(said, reference)).toBeLessThan(1e-4);
    await session.release();
  });
});
