import type { NormedConvStep } from './fusedSteps.ts';
import { Layout } from './heap.ts';
import { normGains } from './normalisation.ts';
import { paddedColumns } from './packing.ts';
import type { Place, PreparedStep } from './preparedStep.ts';

/** Bytes that Winograd's two intermediate arrays may take together: they should stay in the second-level cache. */
const winogradBytes = 512 * 1024;
/** gemm computes six rows at once. */
const tileRows = 6;

/** How a convolution reads its input: from the slot itself, or laid out anew with what has to happen on the way. */
interface Geometry {
  channels: number;
  /** Of the output. */
  height: number;
  width: number;
  paddedHeight: number;
  paddedWidth: number;
  isWinograd: boolean;
  isGathered: boolean;
}

function geometryOf(step: NormedConvStep, place: Place): Geometry {
  const { size, inChannels, outChannels } = step.weights;
  const [, inHeight, inWidth] = place.shape(step.x);
  const [, height, width] = place.shape(step.output);
  const zoom = step.upsample ? 2 : 1;
  const isWinograd = size === 3 && step.stride === 1 && inChannels % 4 === 0 && outChannels % 4 === 0;
  const [[top, bottom], [left, right]] = step.padding;
  // Winograd's windows are 4×4 at every second pixel, so an odd size reads one row or column more.
  const even = (extent: number): number => 2 * Math.ceil(extent / 2) + 2;
  const paddedHeight = isWinograd ? even(height) : zoom * inHeight + top + bottom;
  const paddedWidth = isWinograd ? even(width) : zoom * inWidth + left + right;
  const isGathered =
    step.norm !== null ||
    step.second !== null ||
    zoom !== 1 ||
    paddedHeight !== inHeight ||
    paddedWidth !== inWidth;
  return { channels: inChannels, height, width, paddedHeight, paddedWidth, isWinograd, isGathered };
}

/** A block of tiles: a multiple of six that shares all tiles out evenly and keeps the intermediate arrays small. */
function winogradBlock(tiles: number, channels: number): number {
  const most = Math.max(1, Math.floor(winogradBytes / (16 * 4 * channels * tileRows))) * tileRows;
  const blocks = Math.ceil(tiles / most);
  return Math.ceil(tiles / blocks / tileRows) * tileRows;
}

/** Lays out its scratch and its constants, and returns what computes it. */
export function convolution(step: NormedConvStep, place: Place): PreparedStep {
  const { kernels, constants } = place;
  const { size, outChannels } = step.weights;
  const geometry = geometryOf(step, place);
  const { channels, height, width, paddedHeight, paddedWidth, isWinograd, isGathered } = geometry;
  const [batch, inHeight, inWidth, xChannels] = place.shape(step.x);
  const secondChannels = channels - xChannels;
  const scratch = new Layout();
  const padded = scratch.floats(isGathered ? paddedHeight * paddedWidth * channels : 0);
  const start = scratch.floats(paddedColumns(outChannels));
  const tiles = Math.ceil(height / 2) * Math.ceil(width / 2);
  const block = winogradBlock(tiles, channels + outChannels);
  const table = scratch.floats(isWinograd ? block : 0);
  const v = scratch.floats(isWinograd ? 16 * block * channels : 0);
  const m = scratch.floats(isWinograd ? 16 * block * outChannels : 0);
  const bias = constants.vector(step.weights.bias);
  const weights = isWinograd ? constants.winogradPanels(step.weights) : constants.panels(step.weights);
  // Without anything that differs from picture to picture, all pictures are one long one.
  const isOneMatrix = !isGathered && size === 1 && step.perChannel === null && step.stride === 1;
  const [pictures, rows] = isOneMatrix ? [1, batch * height * width] : [batch, height * width];
  const windows = isOneMatrix
    ? constants.windowRows(rows, 1, 1, 1, channels)
    : constants.windowRows(height, width, step.stride, paddedWidth, channels);
  const gains = step.norm && normGains({ ...step.norm, x: step.x, second: step.second }, place, scratch);
  const [[top], [left]] = step.padding;
  const zoom = step.upsample ? 2 : 1;
  const rowOf = step.perChannel && { ...step.perChannel, width: place.shape(step.perChannel.table)[3] };

  const run = (at: (slot: number) => number, free: number): void => {
    for (let picture = 0; picture < pictures; picture++) {
      const pixels = picture * inHeight * inWidth * 4;
      const x = at(step.x) + pixels * xChannels;
      const second = step.second === null ? 0 : at(step.second) + pixels * secondChannels;
      const outputOffset = picture * rows * outChannels * 4;
      const out = at(step.output) + outputOffset;
      const residual = step.residual === null ? 0 : at(step.residual) + outputOffset;
      const input = isGathered ? free + padded : x;
      if (isGathered) {
        const [gain, offset] = gains ? gains(x, second, free) : [0, 0];
        kernels.gather(
          x,
          xChannels,
          second,
          secondChannels,
          inHeight,
          inWidth,
          zoom,
          top,
          left,
          paddedHeight,
          paddedWidth,
          gain,
          offset,
          step.norm?.silu ? 1 : 0,
          input,
        );
      }
      let from = bias;
      if (rowOf !== null) {
        const row = at(rowOf.table) + (picture * rowOf.width + rowOf.column) * 4;
        from = free + start;
        kernels.sums(bias, row, from, outChannels);
      }
      if (isWinograd) {
        kernels.winograd(
          input,
          paddedWidth,
          channels,
          height,
          width,
          weights,
          outChannels,
          from,
          residual,
          step.scale,
          block,
          free + table,
          free + v,
          free + m,
          out,
        );
      } else {
        const pixel = outChannels * 4;
        kernels.gemm(
          windows,
          input,
          rows,
          size,
          size * channels,
          paddedWidth * channels * 4,
          weights,
          outChannels,
          from,
          out,
          pixel,
          residual,
          pixel,
          step.scale,
        );
      }
    }
    if (step.silu) kernels.silus(at(step.output), at(step.output), batch * height * width * outChannels);
  };
  return { run, scratch: scratch.size };
}
