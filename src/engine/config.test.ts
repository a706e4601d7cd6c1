import { describe, expect, it } from 'vitest';
import { makeSchedule } from '../math/schedules.ts';
import { parseUnetConfig } from './config.ts';
import { parseSchedulerConfig } from './schedulerConfig.ts';

/** google/ddpm-cifar10-32's config.json. */
const cifar = {
  _class_name: 'UNet2DModel',
  act_fn: 'silu',
  attention_head_dim: null,
  block_out_channels: [128, 256, 256, 256],
  center_input_sample: false,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'],
  downsample_padding: 0,
  flip_sin_to_cos: false,
  freq_shift: 1,
  in_channels: 3,
  layers_per_block: 2,
  mid_block_scale_factor: 1,
  norm_eps: 1e-6,
  norm_num_groups: 32,
  out_channels: 3,
  sample_size: 32,
  time_embedding_type: 'positional',
  up_block_types: ['UpBlock2D', 'UpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
};

describe('parseUnetConfig', () => {
  it('reads google/ddpm-cifar10-32', () => {
    expect(parseUnetConfig(cifar)).toMatchObject({
      sampleSize: [32, 32],
      downsamplePadding: 0,
      attentionHeadDim: null,
      normEps: 1e-6,
      freqShift: 1,
      flipSinToCos: false,
      addAttention: true,
      numClassEmbeds: null,
    });
  });

  it('takes diffusers’ defaults for what is absent', () => {
    const stated = ['attention_head_dim', 'norm_eps', 'downsample_padding', 'freq_shift', 'flip_sin_to_cos'];
    const bare = Object.fromEntries(Object.entries(cifar).filter(([option]) => !stated.includes(option)));
    expect(parseUnetConfig(bare)).toMatchObject({
      attentionHeadDim: 8,
      normEps: 1e-5,
      downsamplePadding: 1,
      freqShift: 0,
      flipSinToCos: true,
    });
  });

  it.each<[string, unknown, string, string | undefined]>([
    ['_class_name', 'UNet2DConditionModel', 'not-a-unet2d', undefined],
    ['_class_name', undefined, 'not-a-unet2d', undefined],
    [
      'down_block_types',
      ['DownBlock2D', 'SkipDownBlock2D', 'DownBlock2D', 'DownBlock2D'],
      'unsupported',
      'option',
    ],
    ['time_embedding_type', 'fourier', 'unsupported', 'option'],
    ['resnet_time_scale_shift', 'ada_group', 'unsupported', 'option'],
    ['resnet_time_scale_shift', 'spatial', 'unsupported', 'option'],
    ['act_fn', 'gelu', 'unsupported', 'option'],
    ['downsample_type', 'resnet', 'unsupported', 'option'],
    ['class_embed_type', 'timestep', 'unsupported', 'option'],
    ['downsample_padding', 2, 'unsupported', 'option'],
    ['block_out_channels', [128, 256], 'malformed', 'reason'],
    ['block_out_channels', '128', 'malformed', 'reason'],
    ['norm_num_groups', 24, 'malformed', 'reason'],
    ['sample_size', 30, 'malformed', 'reason'],
    ['sample_size', [32], 'malformed', 'reason'],
    ['sample_size', null, 'unsupported', 'option'],
    [
      'down_block_types',
      ['KDownBlock2D', 'DownBlock2D', 'DownBlock2D', 'DownBlock2D'],
      'unsupported',
      'option',
    ],
    ['up_block_types', ['UpBlock2D', 'UpBlock2D', 'AttnSkipUpBlock2D', 'UpBlock2D'], 'unsupported', 'option'],
    [
      'down_block_types',
      ['ResnetDownsampleBlock2D', 'DownBlock2D', 'DownBlock2D', 'DownBlock2D'],
      'unsupported',
      'option',
    ],
    ['down_block_types', 'DownBlock2D', 'malformed', 'reason'],
    ['time_embedding_type', 'learned', 'unsupported', 'option'],
    ['upsample_type', 'resnet', 'unsupported', 'option'],
    ['class_embed_type', 'identity', 'unsupported', 'option'],
    ['num_class_embeds', 1e9, 'malformed', 'reason'],
    ['time_embedding_dim', 100, 'unsupported', 'option'],
    ['sample_size', 65536, 'unsupported', 'option'],
    ['layers_per_block', 1000, 'unsupported', 'option'],
    ['out_channels', 6, 'unsupported', 'option'],
    ['mid_block_scale_factor', 0, 'malformed', 'reason'],
    ['attn_norm_num_groups', 24, 'malformed', 'reason'],
    ['freq_shift', 64, 'malformed', 'reason'],
    ['layers_per_block', 0, 'malformed', 'reason'],
    ['layers_per_block', 1.5, 'malformed', 'reason'],
    ['norm_eps', 'small', 'malformed', 'reason'],
    ['attention_head_dim', 7, 'unsupported', 'option'],
  ])('refuses %s %s', (option, value, kind, names) => {
    const parse = () => parseUnetConfig({ ...cifar, [option]: value });
    const fields =
      names === undefined ? expect.anything() : expect.objectContaining({ [names]: expect.any(String) });
    expect(parse).toThrow(expect.objectContaining({ kind, fields }));
    if (kind === 'unsupported') expect(parse).toThrow(option);
  });

  it('ignores what only training reads, and what no block of the network reads', () => {
    const plain = parseUnetConfig(cifar);
    expect(parseUnetConfig({ ...cifar, dropout: 0.3, num_train_timesteps: 7, _name_or_path: 'x' })).toEqual(
      plain,
    );
    // diffusers reads these where a block with attention changes its size: here one does going down, none going up.
    const noAttention = {
      down_block_types: Array(4).fill('DownBlock2D'),
      up_block_types: Array(4).fill('UpBlock2D'),
    };
    expect(parseUnetConfig({ ...cifar, downsample_type: null })).toEqual(plain);
    expect(() => parseUnetConfig({ ...cifar, ...noAttention, downsample_type: 'resnet' })).not.toThrow();
  });

  it('knows that diffusers leaves out the middle attention’s norm under scale_shift', () => {
    const scaled = { ...cifar, resnet_time_scale_shift: 'scale_shift' };
    expect(parseUnetConfig(scaled)).toMatchObject({ timeScalesAndShifts: true, midAttentionNumGroups: null });
    expect(parseUnetConfig({ ...scaled, attn_norm_num_groups: 16 }).midAttentionNumGroups).toBe(16);
    expect(parseUnetConfig(cifar)).toMatchObject({ timeScalesAndShifts: false, midAttentionNumGroups: 32 });
  });

  it('reads old block names, and the default blocks', () => {
    const old = { down_block_types: cifar.down_block_types.map((name) => `UNetRes${name}`) };
    expect(parseUnetConfig({ ...cifar, ...old }).downBlockTypes).toEqual(cifar.down_block_types);
    const isBlocks = ([option]: [string, unknown]) => option.endsWith('block_types');
    const bare = Object.fromEntries(Object.entries(cifar).filter((entry) => !isBlocks(entry)));
    expect(parseUnetConfig(bare).upBlockTypes).toEqual([...Array(3).fill('AttnUpBlock2D'), 'UpBlock2D']);
  });

  it.each([30, [32, 20], [32], '32', 0, 31.5])('says what sample_size may be instead of %j', (value) => {
    const fields = {
      file: 'config.json',
      reason: 'sample_size',
      value: JSON.stringify(value),
      divisor: 8,
    };
    expect(() => parseUnetConfig({ ...cifar, sample_size: value })).toThrow(
      expect.objectContaining({ kind: 'malformed', fields }),
    );
  });

  it.each([null, 3, 'config', []])('refuses %j', (json) => {
    expect(() => parseUnetConfig(json)).toThrow(expect.objectContaining({ name: 'ModelError' }));
  });
});

describe('parseSchedulerConfig', () => {
  it('knows DDPM’s schedule as diffusers’ default', () => {
    const { schedule, predictionType } = parseSchedulerConfig({ _class_name: 'DDPMScheduler' });
    expect(predictionType).toBe('epsilon');
    expect(schedule.alphaBar).toEqual(makeSchedule({ id: 'linear', T: 1000 }).alphaBar);
  });

  it('reads trained betas and the other prediction types', () => {
    const parsed = parseSchedulerConfig({ trained_betas: [0.1, 0.2], prediction_type: 'v_prediction' });
    expect(parsed.predictionType).toBe('v_prediction');
    expect(parsed.schedule.alphaBar[2]).toBeCloseTo(0.72, 14);
  });

  it('reads scaled_linear and squaredcos_cap_v2', () => {
    const scaled = parseSchedulerConfig({
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      beta_end: 0.012,
    }).schedule;
    expect(scaled.beta[1]).toBeCloseTo(0.00085, 12);
    expect(scaled.beta[1000]).toBeCloseTo(0.012, 12);
    // Stable Diffusion's ᾱ_1000, as its documentation and users know it.
    expect(scaled.alphaBar[1000]).toBeCloseTo(0.00466, 5);
    const cosine = parseSchedulerConfig({
      beta_schedule: 'squaredcos_cap_v2',
      num_train_timesteps: 50,
    }).schedule;
    expect(cosine.beta[50]).toBe(0.999);
  });

  it.each([
    { trained_betas: [0.1, 0.2], num_train_timesteps: 3 },
    { trained_betas: 'linear' },
    { trained_betas: [0.1, 1.2] },
    { trained_betas: [] },
  ])('names trained_betas: %j', (json) => {
    const fields = expect.objectContaining({ reason: 'trained_betas' }) as unknown;
    expect(() => parseSchedulerConfig(json)).toThrow(expect.objectContaining({ kind: 'malformed', fields }));
  });

  it.each([
    [{ beta_schedule: 'unheard of' }, 'unsupported'],
    [{ prediction_type: 'flow' }, 'unsupported'],
    [{ rescale_betas_zero_snr: true }, 'unsupported'],
    [{ _class_name: 'KarrasVeScheduler' }, 'unsupported'],
    [{ _class_name: 'EDMEulerScheduler' }, 'unsupported'],
    [{ _class_name: 'DDPMWuerstchenScheduler' }, 'unsupported'],
    [{ _class_name: 'EulerDiscreteScheduler', timestep_type: 'continuous' }, 'unsupported'],
    [{ _class_name: 'HeunDiscreteScheduler' }, 'malformed'],
    [{ _class_name: 'HeunDiscreteScheduler', beta_schedule: 'linear' }, 'malformed'],
    // Its beta_schedule is another one where its file leaves it out.
    [{ _class_name: 'LCMScheduler', beta_start: 0.00085, beta_end: 0.012 }, 'malformed'],
    [{ beta_schedule: 'exp', num_train_timesteps: 2.5 }, 'malformed'],
    [{ trained_betas: [0.1, 0.2], num_train_timesteps: 3 }, 'malformed'],
    [{ trained_betas: 'linear' }, 'malformed'],
    [{ beta_start: '0.1' }, 'malformed'],
    [{ beta_end: 1.5 }, 'malformed'],
    [{ num_train_timesteps: 1e12 }, 'malformed'],
    [[], 'malformed'],
    [{ trained_betas: [0.1, 'x'] }, 'malformed'],
    [{ num_train_timesteps: -1 }, 'malformed'],
    [null, 'malformed'],
  ])('refuses %j', (json, kind) => {
    expect(() => parseSchedulerConfig(json)).toThrow(expect.objectContaining({ kind }));
  });
});
