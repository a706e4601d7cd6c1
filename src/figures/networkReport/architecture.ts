/**
 * The U of diffusers' UNet2DModel as rows of a drawing: downwards at the left, upwards at the right, a level for each
 * resolution, every skip on one height where both sides have the same layers. It follows engine/unet2d.ts.
 */
import type { UnetConfig } from '../../engine/config.ts';

export type LayerKind = 'conv' | 'residual' | 'attention' | 'smaller' | 'larger';

export interface DrawnLayer {
  /** diffusers' name, by which its parameters are found. */
  name: string;
  kind: LayerKind;
  side: 'down' | 'middle' | 'up';
  /** Channels in: from the layer before and, where a skip ends, from it. */
  inputs: readonly number[];
  outChannels: number;
  /** Counted from the top of the drawing. */
  row: number;
}

export interface DrawnLevel {
  /** Height and width of the feature maps. */
  size: readonly [number, number];
  channels: number;
  firstRow: number;
}

export interface Architecture {
  levels: readonly DrawnLevel[];
  layers: readonly DrawnLayer[];
  /** Names of the layers that a skip connects. */
  skips: readonly (readonly [from: string, to: string])[];
  rows: number;
}

type Part = Omit<DrawnLayer, 'row' | 'side'>;

/** A residual block and, where the level attends, the attention after it. */
function pair(level: string, j: number, inputs: number[], outChannels: number, attends: boolean): Part[] {
  const resnet: Part = { name: `${level}.resnets.${j}`, kind: 'residual', inputs, outChannels };
  const attention: Part = {
    name: `${level}.attentions.${j}`,
    kind: 'attention',
    inputs: [outChannels],
    outChannels,
  };
  return attends ? [resnet, attention] : [resnet];
}

/** What stands at the left of level i, from the top; the last of every entry is what a skip keeps. */
function downwards(config: UnetConfig, i: number): Part[][] {
  const widths = config.blockOutChannels;
  const before = widths[Math.max(i - 1, 0)];
  const entry: Part =
    i === 0
      ? { name: 'conv_in', kind: 'conv', inputs: [config.inChannels], outChannels: widths[0] }
      : {
          name: `down_blocks.${i - 1}.downsamplers.0`,
          kind: 'smaller',
          inputs: [before],
          outChannels: before,
        };
  const attends = config.downBlockTypes[i] === 'AttnDownBlock2D';
  const pairs = Array.from({ length: config.layersPerBlock }, (_, j) =>
    pair(`down_blocks.${i}`, j, [j === 0 ? before : widths[i]], widths[i], attends),
  );
  return [[entry], ...pairs];
}

/** What stands at the right of level i, from the bottom: the way up begins there. */
function upwards(config: UnetConfig, i: number): Part[][] {
  const widths = config.blockOutChannels;
  const last = widths.length - 1;
  const below = widths[Math.min(i + 1, last)];
  const above = widths[Math.max(i - 1, 0)];
  const u = last - i;
  const attends = config.upBlockTypes[u] === 'AttnUpBlock2D';
  return Array.from({ length: config.layersPerBlock + 1 }, (_, j) =>
    pair(
      `up_blocks.${u}`,
      j,
      [j === 0 ? below : widths[i], j === config.layersPerBlock ? above : widths[i]],
      widths[i],
      attends,
    ),
  );
}

function middle({ blockOutChannels, addAttention }: UnetConfig): Part[] {
  const width = blockOutChannels[blockOutChannels.length - 1];
  const [first, attention] = pair('mid_block', 0, [width], width, true);
  const [second] = pair('mid_block', 1, [width], width, false);
  return [first, ...(addAttention ? [attention] : []), second];
}

export function architectureOf(config: UnetConfig): Architecture {
  const widths = config.blockOutChannels;
  const last = widths.length - 1;
  const layers: DrawnLayer[] = [];
  const levels: DrawnLevel[] = [];
  const place = (parts: readonly Part[], side: DrawnLayer['side'], firstRow: number) =>
    parts.forEach((part, k) => layers.push({ ...part, side, row: firstRow + k }));
  let row = 0;
  widths.forEach((channels, i) => {
    const left = downwards(config, i).flat();
    const right = upwards(config, i).flat().reverse();
    if (i === 0)
      right.unshift({ name: 'conv_out', kind: 'conv', inputs: [widths[0]], outChannels: config.outChannels });
    const bottom = row + Math.max(left.length, right.length);
    const [height, width] = config.sampleSize;
    levels.push({ size: [height / 2 ** i, width / 2 ** i], channels, firstRow: row });
    place(left, 'down', bottom - left.length);
    place(right, 'up', bottom - right.length);
    row = bottom;
    if (i < last) {
      const name = `up_blocks.${last - i - 1}.upsamplers.0`;
      place([{ name, kind: 'larger', inputs: [widths[i + 1]], outChannels: widths[i + 1] }], 'up', row++);
    }
  });
  const mid = middle(config);
  place(mid, 'middle', row);
  return { levels, layers, skips: skipsOf(config), rows: row + mid.length };
}

/** Every output of the way down is kept and, the last one first, joined to a residual block of the way up. */
function skipsOf(config: UnetConfig): [string, string][] {
  const levels = config.blockOutChannels.map((_, i) => i);
  const kept = levels.flatMap((i) => downwards(config, i).map((parts) => parts[parts.length - 1].name));
  const takers = levels.reverse().flatMap((i) => upwards(config, i).map(([resnet]) => resnet.name));
  return takers.map((to) => [kept.pop()!, to]);
}
