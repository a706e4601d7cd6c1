import { ModelError } from './modelError.ts';

export type DownBlockType = 'DownBlock2D' | 'AttnDownBlock2D';
export type UpBlockType = 'UpBlock2D' | 'AttnUpBlock2D';

/** What the forward pass needs to know of diffusers' UNet2DModel config.json. */
export interface UnetConfig {
  /** Height and width of the picture. */
  sampleSize: [number, number];
  inChannels: number;
  outChannels: number;
  blockOutChannels: number[];
  downBlockTypes: DownBlockType[];
  upBlockTypes: UpBlockType[];
  layersPerBlock: number;
  /** 0 means: pad one row below and one column to the right (Ho et al.'s TensorFlow code). */
  downsamplePadding: 0 | 1;
  /** Width of one attention head; null means one head as wide as the block. */
  attentionHeadDim: number | null;
  /** Whether the middle block has an attention layer. */
  addAttention: boolean;
  normNumGroups: number;
  /** Groups of the middle attention's norm. */
  midAttentionNumGroups: number;
  normEps: number;
  midBlockScaleFactor: number;
  freqShift: number;
  flipSinToCos: boolean;
  centerInputSample: boolean;
  /** Rows of the class embedding, null when the network is not conditional. */
  numClassEmbeds: number | null;
}

type Json = Record<string, unknown>;

const downBlockTypes: readonly string[] = ['DownBlock2D', 'AttnDownBlock2D'] satisfies DownBlockType[];
const upBlockTypes: readonly string[] = ['UpBlock2D', 'AttnUpBlock2D'] satisfies UpBlockType[];

/** Options of UNet2DModel for which the engine has one value only: [name, diffusers' default, what we have]. */
const fixedOptions: [string, unknown, unknown[]][] = [
  ['time_embedding_type', 'positional', ['positional']],
  ['act_fn', 'silu', ['silu', 'swish']],
  ['resnet_time_scale_shift', 'default', ['default']],
  ['downsample_type', 'conv', ['conv']],
  ['upsample_type', 'conv', ['conv']],
  ['mid_block_type', 'UNetMidBlock2D', ['UNetMidBlock2D']],
  ['class_embed_type', null, [null]],
];

/**
 * Reads the config.json of a diffusers UNet2DModel; absent options take diffusers' defaults.
 * @throws ModelError 'not-a-unet2d', 'unsupported' (which names the option) or 'malformed'.
 */
export function parseUnetConfig(json: unknown, file = 'config.json'): UnetConfig {
  if (typeof json !== 'object' || json === null) throw new ModelError('malformed', { file, reason: 'JSON' });
  const config = json as Json;
  if (config._class_name !== 'UNet2DModel') {
    throw new ModelError('not-a-unet2d', { className: String(config._class_name ?? '?') });
  }
  for (const [option, fallback, known] of fixedOptions) {
    const value = config[option] === undefined ? fallback : config[option];
    if (!known.includes(value)) throw new ModelError('unsupported', { option, value: String(value) });
  }
  const read = optionReader(config, file);
  const sampleSize = config.sample_size;
  const normNumGroups = read.natural('norm_num_groups', 32);
  const blocks = read.naturals('block_out_channels', [224, 448, 672, 896]);
  const parsed: UnetConfig = {
    sampleSize: Array.isArray(sampleSize)
      ? (read.naturals('sample_size', []).slice(0, 2) as [number, number])
      : [read.natural('sample_size', null), read.natural('sample_size', null)],
    inChannels: read.natural('in_channels', 3),
    outChannels: read.natural('out_channels', 3),
    blockOutChannels: blocks,
    downBlockTypes: read.names('down_block_types', downBlockTypes) as DownBlockType[],
    upBlockTypes: read.names('up_block_types', upBlockTypes) as UpBlockType[],
    layersPerBlock: read.natural('layers_per_block', 2),
    downsamplePadding: read.oneOf('downsample_padding', 1, [0, 1]) as 0 | 1,
    // diffusers' default is 8, which means many heads; null means one.
    attentionHeadDim: config.attention_head_dim === null ? null : read.natural('attention_head_dim', 8),
    addAttention: read.flag('add_attention', true),
    normNumGroups,
    midAttentionNumGroups:
      config.attn_norm_num_groups == null ? normNumGroups : read.natural('attn_norm_num_groups', null),
    normEps: read.number('norm_eps', 1e-5),
    midBlockScaleFactor: read.number('mid_block_scale_factor', 1),
    freqShift: read.number('freq_shift', 0),
    flipSinToCos: read.flag('flip_sin_to_cos', true),
    centerInputSample: read.flag('center_input_sample', false),
    numClassEmbeds: config.num_class_embeds == null ? null : read.natural('num_class_embeds', null),
  };
  checkConsistency(parsed, file);
  return parsed;
}

function checkConsistency(config: UnetConfig, file: string): void {
  const levels = config.blockOutChannels.length;
  const fail = (reason: string): never => {
    throw new ModelError('malformed', { file, reason });
  };
  if (config.downBlockTypes.length !== levels) fail('down_block_types');
  if (config.upBlockTypes.length !== levels) fail('up_block_types');
  if (config.sampleSize.length !== 2) fail('sample_size');
  if (config.sampleSize.some((extent) => extent % 2 ** (levels - 1) !== 0)) fail('sample_size');
  if (config.blockOutChannels.some((channels) => channels % config.normNumGroups !== 0))
    fail('norm_num_groups');
  const head = config.attentionHeadDim;
  if (head !== null && headedChannels(config).some((channels) => channels % head !== 0))
    fail('attention_head_dim');
}

/** Channels of every attention layer. */
function headedChannels(config: UnetConfig): number[] {
  const levels = config.blockOutChannels;
  const last = levels.length - 1;
  return levels.filter(
    (_, i) =>
      config.downBlockTypes[i] === 'AttnDownBlock2D' ||
      config.upBlockTypes[last - i] === 'AttnUpBlock2D' ||
      (i === last && config.addAttention),
  );
}

function optionReader(config: Json, file: string) {
  const fail = (option: string): never => {
    throw new ModelError('malformed', { file, reason: option });
  };
  const number = (option: string, fallback: number | null): number => {
    const value = config[option] === undefined ? fallback : config[option];
    return typeof value === 'number' && Number.isFinite(value) ? value : fail(option);
  };
  const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
  return {
    number,
    natural(option: string, fallback: number | null): number {
      const value = number(option, fallback);
      return isNatural(value) ? value : fail(option);
    },
    naturals(option: string, fallback: number[]): number[] {
      const value = config[option] ?? fallback;
      return Array.isArray(value) && value.every(isNatural) ? value : fail(option);
    },
    flag(option: string, fallback: boolean): boolean {
      const value = config[option] ?? fallback;
      return typeof value === 'boolean' ? value : fail(option);
    },
    oneOf(option: string, fallback: number, known: number[]): number {
      const value = number(option, fallback);
      if (!known.includes(value)) throw new ModelError('unsupported', { option, value });
      return value;
    },
    names(option: string, known: readonly string[]): string[] {
      const value = config[option];
      if (!Array.isArray(value)) return fail(option);
      const unknown = value.find((name) => !known.includes(name as string));
      if (unknown !== undefined) throw new ModelError('unsupported', { option, value: String(unknown) });
      return value as string[];
    },
  };
}
