/** The parameters and bytes of a network's blocks, from the header of its safetensors file. */

/** One entry of a safetensors header. */
export interface HeaderEntry {
  dtype: string;
  shape: readonly number[];
  data_offsets: readonly [number, number];
}

export interface Block {
  /** diffusers' name of the layer, e.g. down_blocks.0.resnets.0. */
  name: string;
  parameters: number;
  bytes: number;
}

const BLOCK =
  /^((?:down|up)_blocks\.\d+\.(?:resnets|attentions|downsamplers|upsamplers)\.\d+|mid_block\.(?:resnets|attentions)\.\d+|[a-z_]+)\./;

/** The block that a tensor belongs to: `down_blocks.0.resnets.0.conv1.weight` → `down_blocks.0.resnets.0`. */
export const blockNameOf = (tensor: string): string => BLOCK.exec(tensor)?.[1] ?? tensor;

/** The blocks in the order in which the file names them first. */
export function blocksOf(header: Readonly<Record<string, HeaderEntry>>): Block[] {
  const blocks = new Map<string, Block>();
  for (const [
    tensor,
    {
      shape,
      data_offsets: [from, to],
    },
  ] of Object.entries(header)) {
    const name = blockNameOf(tensor);
    const { parameters, bytes } = blocks.get(name) ?? { parameters: 0, bytes: 0 };
    const count = shape.reduce((product, extent) => product * extent, 1);
    blocks.set(name, { name, parameters: parameters + count, bytes: bytes + to - from });
  }
  return [...blocks.values()];
}
