import { paddedInput, targets, type Run, type Target } from './convolutionParts.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { shares } from './threads/team.ts';
import { winogradStages } from './winogradStages.ts';

/** Bytes that the two intermediate arrays may take together: they should stay in the second-level cache. */
const blockBytes = 256 * 1024;
/** gemm computes six rows at once. */
const tileRows = 6;

/** How many tiles fit into a block. */
const mostTiles = (channels: number): number =>
  Math.max(1, Math.floor(blockBytes / (16 * 4 * channels * tileRows))) * tileRows;

/** How the tiles of a batch are cut into blocks: a part of one picture, or some pictures as a whole. */
function blocksOf(tiles: number, batch: number, channels: number): { pictures: number; tiles: number } {
  const most = mostTiles(channels);
  const pictures = Math.min(batch, Math.floor(most / tiles));
  if (pictures > 1) return { pictures: Math.ceil(batch / Math.ceil(batch / pictures)), tiles };
  const even = Math.ceil(tiles / Math.ceil(tiles / most));
  return { pictures: 1, tiles: Math.min(tiles, Math.ceil(even / tileRows) * tileRows) };
}

/**
 * A 3×3 convolution of stride 1 by Winograd's F(2×2, 3×3), see kernels/winograd.ts: 2.25 times fewer multiplications.
 * Small pictures are taken together, so that the weights are read once for all of them. Threads take such blocks of
 * pictures; where there are too few, parts of a large picture, and of small ones some of the 16 products.
 */
export function winogradConvolution(step: NormedConvStep, place: Place): PreparedStep {
  const { team, shape } = place;
  const { inChannels, outChannels } = step.weights;
  const [batch, height, width] = shape(step.output);
  const tiles = Math.ceil(width / 2) * Math.ceil(height / 2);
  const block = blocksOf(tiles, batch, inChannels + outChannels);
  if (Math.ceil(batch / block.pictures) >= team.size) return byPictures(step, place, tiles, block);
  return Math.ceil(tiles / tileRows) >= 6 * team.size
    ? byTiles(step, place, tiles)
    : byProducts(step, place, tiles, block.pictures);
}

/** The picture's padded size. Windows are 4×4 at every second pixel, so an odd size reads one row or column more. */
const paddedSize = ([, height, width]: readonly number[]): [height: number, width: number] => [
  2 * Math.ceil(height / 2) + 2,
  2 * Math.ceil(width / 2) + 2,
];

/** A block is one task, from the input to the output. */
function byPictures(
  step: NormedConvStep,
  place: Place,
  tiles: number,
  block: { pictures: number; tiles: number },
): PreparedStep {
  const { team, shape } = place;
  const [batch] = shape(step.output);
  const own = new Layout();
  const input = paddedInput(step, place, own, paddedSize(shape(step.output)), block.pictures);
  const target = targets(step, place, own);
  const { transformed, multiplied, written } = winogradStages(step, place, own, block.pictures * block.tiles);
  const computed = (run: Run, first: number): void => {
    const pictures = Math.min(block.pictures, batch - first);
    const inputs = Array.from({ length: pictures }, (_, i) => input(0, run, first + i, i));
    for (let tile = 0; tile < tiles; tile += block.tiles) {
      const count = Math.min(block.tiles, tiles - tile);
      inputs.forEach((x, i) => transformed(run.scratch, x, tile, count, i * count));
      multiplied(run.scratch, pictures * count);
      inputs.forEach((_, i) => written(run.scratch, target(run, first + i), tile, count, i * count));
    }
  };
  return {
    run(at) {
      for (let first = 0; first < batch; first += block.pictures) {
        team.task((scratch) => computed({ at, scratch }, first));
      }
    },
    scratch: 0,
    own: own.size,
  };
}

/** The picture is laid out for all; then each part of its tiles is one task. */
function byTiles(step: NormedConvStep, place: Place, tiles: number): PreparedStep {
  const { team, shape } = place;
  const { inChannels, outChannels } = step.weights;
  const [batch] = shape(step.output);
  const rounds = Math.ceil(tiles / mostTiles(inChannels + outChannels) / team.size);
  const parts = shares(tiles, rounds * team.size, tileRows);
  const scratch = new Layout();
  const own = new Layout();
  const input = paddedInput(step, place, scratch, paddedSize(shape(step.output)), 1);
  const target = targets(step, place, scratch);
  const rows = Math.max(...parts.map(({ count }) => count));
  const { transformed, multiplied, written } = winogradStages(step, place, own, rows);
  const computed = (run: Run, picture: number): void => {
    let added: Target | undefined;
    team.task(() => (added = target(run, picture)));
    const x = input(team.size, run, picture, 0);
    team.barrier();
    for (const { first, count } of parts) {
      team.task((free) => {
        transformed(free, x, first, count, 0);
        multiplied(free, count);
        written(free, added!, first, count, 0);
      });
    }
    team.barrier();
  };
  return {
    run(at, free) {
      for (let picture = 0; picture < batch; picture++) computed({ at, scratch: free }, picture);
    },
    scratch: scratch.size,
    own: own.size,
  };
}

/** Small pictures: every stage is shared out, the products by which of the 16 they are. */
function byProducts(step: NormedConvStep, place: Place, tiles: number, together: number): PreparedStep {
  const { team, shape } = place;
  const [batch] = shape(step.output);
  const scratch = new Layout();
  const input = paddedInput(step, place, scratch, paddedSize(shape(step.output)), together);
  const addedTo = Array.from({ length: together }, () => targets(step, place, scratch));
  const { transformed, product, written } = winogradStages(step, place, scratch, together * tiles);
  const computed = (run: Run, first: number): void => {
    const pictures = Array.from({ length: Math.min(together, batch - first) }, (_, i) => i);
    const parts = shares(tiles, Math.ceil(team.size / pictures.length));
    const added: Target[] = [];
    for (const i of pictures) team.task(() => (added[i] = addedTo[i](run, first + i)));
    const inputs: Pointer[] = [];
    for (const i of pictures) {
      // The pictures' gains have one place.
      inputs[i] = input(team.size, run, first + i, i);
      team.barrier();
    }
    for (const i of pictures)
      for (const { first: tile, count } of parts)
        team.task(() => transformed(run.scratch, inputs[i], tile, count, i * tiles + tile));
    team.barrier();
    for (const { first: from, count } of shares(16, 2 * team.size)) {
      team.task(() => {
        for (let i = from; i < from + count; i++) product(run.scratch, i, pictures.length * tiles);
      });
    }
    team.barrier();
    for (const i of pictures)
      for (const { first: tile, count } of parts)
        team.task(() => written(run.scratch, added[i], tile, count, i * tiles + tile));
    team.barrier();
  };
  return {
    run(at, free) {
      for (let first = 0; first < batch; first += together) computed({ at, scratch: free }, first);
    },
    scratch: scratch.size,
    own: 0,
  };
}
