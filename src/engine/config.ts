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
  /** Whether time and class scale and shift the second norm of a residual block; otherwise they are added before it. */
  timeScalesAndShifts: boolean;
  /** Groups of the middle attention's norm; null: it has none. */
  midAttentionNumGroups: number | null;
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
const attendingThrice = (name: string) => [name, name, name];
const downDefault = ['DownBlock2D', ...attendingThrice('AttnDownBlock2D')];
const upDefault = [...attendingThrice('AttnUpBlock2D'), 'UpBlock2D'];

/** Options of UNet2DModel for which the engine has one value only: [name, diffusers' default, what we have]. */
const fixedOptions: [string, unknown, unknown[]][] = [
  // Not 'fourier', not 'learned'.
  ['time_embedding_type', 'positional', ['positional']],
  // Not 'mish', 'gelu', 'relu'. diffusers takes any case.
  ['act_fn', 'silu', ['silu', 'swish', 'SiLU', 'Swish']],
  // Not 'ada_group', 'spatial'.
  ['resnet_time_scale_shift', 'default', ['default', 'scale_shift']],
  ['mid_block_type', 'UNetMidBlock2D', ['UNetMidBlock2D']],
  // Not 'timestep', 'identity'.
  ['class_embed_type', null, [null]],
];

/** diffusers reads these where an attention block changes its size, and nowhere else; null is its default. */
const resizeOptions = [
  ['downsample_type', 'down_block_types', 'AttnDownBlock2D'],
  ['upsample_type', 'up_block_types', 'AttnUpBlock2D'],
] as const;

/** More rows than any class embedding has; keeps a broken config from asking for the impossible. */
const mostClasses = 100_000;

/**
 * Reads the config.json of a diffusers UNet2DModel; absent options take diffusers' defaults. `dropout` belongs to
 * training, and `num_train_timesteps` to the embedding type 'learned': neither is read.
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
  // A network without a size of its own works at any, and the page cannot know which one it was trained at.
  if (config.sample_size == null)
    throw new ModelError('unsupported', { option: 'sample_size', value: 'null' });
  const read = optionReader(config, file);
  const normNumGroups = read.natural('norm_num_groups', 32);
  const blocks = read.naturals('block_out_channels', [224, 448, 672, 896]);
  const timeScalesAndShifts = config.resnet_time_scale_shift === 'scale_shift';
  // As diffusers builds its middle.
  const midGroups = timeScalesAndShifts ? null : normNumGroups;
  const parsed: UnetConfig = {
    sampleSize: sampleSizeOf(config.sample_size, 2 ** (blocks.length - 1), file),
    inChannels: read.natural('in_channels', 3),
    outChannels: read.natural('out_channels', 3),
    blockOutChannels: blocks,
    downBlockTypes: read.names('down_block_types', downDefault, downBlockTypes) as DownBlockType[],
    upBlockTypes: read.names('up_block_types', upDefault, upBlockTypes) as UpBlockType[],
    layersPerBlock: read.natural('layers_per_block', 2),
    downsamplePadding: read.oneOf('downsample_padding', 1, [0, 1]) as 0 | 1,
    // diffusers' default is 8, which means many heads; null means one.
    attentionHeadDim: config.attention_head_dim === null ? null : read.natural('attention_head_dim', 8),
    addAttention: read.flag('add_attention', true),
    normNumGroups,
    timeScalesAndShifts,
    midAttentionNumGroups:
      config.attn_norm_num_groups == null ? midGroups : read.natural('attn_norm_num_groups', null),
    normEps: read.number('norm_eps', 1e-5),
    midBlockScaleFactor: read.number('mid_block_scale_factor', 1),
    freqShift: read.number('freq_shift', 0),
    flipSinToCos: read.flag('flip_sin_to_cos', true),
    centerInputSample: read.flag('center_input_sample', false),
    numClassEmbeds: config.num_class_embeds == null ? null : read.natural('num_class_embeds', null),
  };
  checkConsistency(parsed, file);
  checkSupport(config, parsed);
  return parsed;
}

/** Height and width. Every level but the last halves both, and coming back they must meet the skips again. */
function sampleSizeOf(value: unknown, divisor: number, file: string): [number, number] {
  const extents: unknown[] = Array.isArray(value) ? value : [value, value];
  const fits = (extent: unknown) => isNatural(extent) && extent % divisor === 0;
  if (extents.length === 2 && extents.every(fits)) return extents as [number, number];
  throw new ModelError('malformed', { file, reason: 'sample_size', value: JSON.stringify(value), divisor });
}

function checkConsistency(config: UnetConfig, file: string): void {
  const levels = config.blockOutChannels.length;
  const fail = (reason: string): never => {
    throw new ModelError('malformed', { file, reason });
  };
  if (config.downBlockTypes.length !== levels) fail('down_block_types');
  if (config.upBlockTypes.length !== levels) fail('up_block_types');
  if (config.blockOutChannels.some((channels) => channels % config.normNumGroups !== 0))
    fail('norm_num_groups');
  const midGroups = config.addAttention ? config.midAttentionNumGroups : null;
  if (midGroups !== null && config.blockOutChannels[levels - 1] % midGroups !== 0)
    fail('attn_norm_num_groups');
  if (config.midBlockScaleFactor === 0) fail('mid_block_scale_factor');
  // The frequencies are divided by this.
  if (Math.floor(config.blockOutChannels[0] / 2) - config.freqShift <= 0) fail('freq_shift');
  if ((config.numClassEmbeds ?? 0) > mostClasses) fail('num_class_embeds');
}

/** No network of this kind is larger; keeps a broken config from asking for the impossible. */
const largest = { side: 4096, layers: 64 } as const;

/** What diffusers can run and this engine cannot. */
function checkSupport(json: Json, config: UnetConfig): void {
  const fail = (option: string, value: unknown): never => {
    throw new ModelError('unsupported', { option, value: String(value) });
  };
  for (const [option, blocks, attending] of resizeOptions) {
    // The last block does not change its size.
    const names = blocks === 'down_block_types' ? config.downBlockTypes : config.upBlockTypes;
    const isRead = names.slice(0, -1).some((name) => name === attending);
    if (isRead && !['conv', null, undefined].includes(json[option] as string)) fail(option, json[option]);
  }
  const widthOfTime = json.time_embedding_dim ?? null;
  if (widthOfTime !== null && widthOfTime !== 4 * config.blockOutChannels[0])
    fail('time_embedding_dim', widthOfTime);
  if (Math.max(...config.sampleSize) > largest.side) fail('sample_size', config.sampleSize);
  if (config.layersPerBlock > largest.layers) fail('layers_per_block', config.layersPerBlock);
  const head = config.attentionHeadDim;
  if (head !== null && headedChannels(config).some((channels) => channels % head !== 0))
    fail('attention_head_dim', head);
  // Twice as many: the variance is learned too. Fewer: the network also reads something else, a small picture, say.
  if (config.outChannels !== config.inChannels)
    fail('out_channels', `${config.outChannels} (in_channels = ${config.inChannels})`);
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

const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function optionReader(config: Json, file: string) {
  const fail = (option: string): never => {
    throw new ModelError('malformed', { file, reason: option });
  };
  const number = (option: string, fallback: number | null): number => {
    const value = config[option] === undefined ? fallback : config[option];
    return typeof value === 'number' && Number.isFinite(value) ? value : fail(option);
  };
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
    names(option: string, fallback: readonly string[], known: readonly string[]): string[] {
      const given = config[option] ?? fallback;
      if (!Array.isArray(given)) return fail(option);
      // Old configs say UNetResDownBlock2D; diffusers drops the prefix, too.
      const value = given.map((name) => (typeof name === 'string' ? name.replace(/^UNetRes/, '') : name));
      const unknown = value.find((name) => !known.includes(name as string));
      if (unknown !== undefined) throw new ModelError('unsupported', { option, value: String(unknown) });
      return value as string[];
    },
  };
}
