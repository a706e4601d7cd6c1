import { ceilDiv } from './kernel.ts';

/** The loop sizes of a convolution. */
export interface ConvShape {
  size: 1 | 3;
  stride: 1 | 2;
  outHeight: number;
  outWidth: number;
  /** Channels in fours. */
  in4: number;
  out4: number;
}

/**
 * What one workgroup computes: `rows` × (`strips` · `pixels`) output pixels of `groups` · 4 channels, each thread a strip
 * of `pixels` neighbours in 4 channels; inputs come through workgroup memory, `depth` · 4 channels at a time.
 */
export interface ConvTile {
  rows: number;
  strips: number;
  pixels: number;
  groups: number;
  depth: number;
}

/** Little, so that several workgroups fit on a core, and because emulated graphics compile slowly where it is much. */
const workgroupBytes = 4096;
const mostThreads = 256;
const leastThreads = 32;
/** Threads that a middling graphics card runs at once; below that, more threads are free and longer ones are not. */
const lanes = 4096;

export const threadsOf = ({ rows, strips, groups }: ConvTile): number => rows * strips * groups;

/** Height and width of the input that a tile reads. */
export const patchOf = (
  { size, stride }: ConvShape,
  { rows, strips, pixels }: ConvTile,
): [height: number, width: number] => [(rows - 1) * stride + size, (strips * pixels - 1) * stride + size];

/** The tile with the least estimated time. A rough model, the same on every device, so that results do not depend on it. */
export function convTile(shape: ConvShape): ConvTile {
  let best: ConvTile | null = null;
  let least = Infinity;
  for (const tile of candidates(shape)) {
    const time = estimatedTime(shape, tile);
    if (time < least) [best, least] = [tile, time];
  }
  return best!;
}

/** Devices smaller and larger than the model's, for likelyTiles. */
const laneCounts = [lanes, 16 * lanes, lanes / 4, 64 * lanes, 4 * lanes];

/**
 * Tiles to be tried out on a device: the model's own first, then those that it would take on devices with more or fewer
 * lanes, and their runners-up, no two of the same pixels and groups for the same device.
 */
export function likelyTiles(shape: ConvShape, count: number): ConvTile[] {
  const all = [...candidates(shape)];
  const rankings = laneCounts.map((most) => {
    const best = new Map<string, { tile: ConvTile; time: number }>();
    for (const tile of all) {
      const time = estimatedTime(shape, tile, most);
      const kind = `${tile.pixels} ${tile.groups}`;
      if (time < (best.get(kind)?.time ?? Infinity)) best.set(kind, { tile, time });
    }
    return [...best.values()].sort((a, b) => a.time - b.time).map(({ tile }) => tile);
  });
  const own = convTile(shape);
  const found = new Set(all.filter((tile) => isSame(tile, own)));
  for (let rank = 0; rank < all.length && found.size < count; rank++) {
    for (const ranking of rankings) {
      if (rank < ranking.length && found.size < count) found.add(ranking[rank]);
    }
  }
  return [...found];
}

const isSame = (a: ConvTile, b: ConvTile): boolean => JSON.stringify(a) === JSON.stringify(b);

function* candidates(shape: ConvShape): Generator<ConvTile> {
  const { outHeight, outWidth, in4, out4 } = shape;
  const upTo = (values: number[], most: number): number[] => values.filter((v) => v === 1 || v <= most);
  for (const pixels of upTo([1, 2, 4], outWidth)) {
    for (const strips of upTo([1, 2, 3, 4, 5, 7, 8, 16, 32, 64], ceilDiv(outWidth, pixels))) {
      for (const rows of upTo([1, 2, 4, 7, 8, 14, 16], outHeight)) {
        for (const groups of upTo([1, 2, 3, 4, 6, 8, 12, 16], out4)) {
          if (rows * strips * groups > mostThreads) break;
          for (const depth of upTo([1, 2, 4, 8], in4)) {
            const tile = { rows, strips, pixels, groups, depth };
            if (bytesOf(shape, tile) > workgroupBytes) break;
            yield tile;
          }
        }
      }
    }
  }
}

function bytesOf(shape: ConvShape, tile: ConvTile): number {
  const [height, width] = patchOf(shape, tile);
  return 16 * tile.depth * height * width;
}

/** In cycles, more or less: loading, multiplying, waiting, times how often all lanes are filled. */
function estimatedTime(shape: ConvShape, tile: ConvTile, mostLanes = lanes): number {
  const { size, outHeight, outWidth, in4, out4 } = shape;
  const { rows, strips, pixels, groups, depth } = tile;
  const threads = threadsOf(tile);
  const [height, width] = patchOf(shape, tile);
  const workgroups = ceilDiv(outHeight, rows) * ceilDiv(outWidth, strips * pixels) * ceilDiv(out4, groups);
  const inputs = ceilDiv(height * width * depth, threads);
  const perTap = 24 + 20 * pixels;
  const perChunk = 24 * inputs + 40 + depth * size * size * perTap;
  const occupied = workgroups * ceilDiv(threads, leastThreads) * leastThreads;
  return ceilDiv(in4, depth) * perChunk * Math.max(1, occupied / mostLanes);
}
