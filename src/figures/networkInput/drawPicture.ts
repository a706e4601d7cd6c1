import { cornerOf } from '../../engine/pictures.ts';
import type { SheetPictures } from '../../engine/index.ts';
import type { PictureShape } from '../network/network.ts';

/** height · width · channels values (−1 is black, 1 is white, values beyond clip), or a place on a sheet. */
export type PictureValues = ArrayLike<number> | SheetPictures;

type Size = Pick<PictureShape, 'width' | 'height' | 'channels'>;

/** Fills RGBA bytes with a picture's numbers; transparent where there are none. */
export function fillPixels(data: Uint8ClampedArray, values: ArrayLike<number> | null, size: Size): void {
  const { width, height, channels } = size;
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++)
      data[4 * i + c] = values ? values[i * channels + (channels < 3 ? 0 : c)] * 127.5 + 127.5 : 0;
    data[4 * i + 3] = values ? 255 : 0;
  }
}

/** Draws a picture with its upper left corner at (x, y), one pixel each; without a picture, clears its place. */
export function drawPicture(
  context: CanvasRenderingContext2D,
  values: PictureValues | null,
  size: Size,
  [x, y]: readonly [x: number, y: number] = [0, 0],
): void {
  const { width, height } = size;
  if (values && 'sheet' in values) {
    const [left, top] = cornerOf(values, size);
    context.drawImage(values.sheet, left, top, width, height, x, y, width, height);
    return;
  }
  const image = context.createImageData(width, height);
  fillPixels(image.data, values, size);
  context.putImageData(image, x, y);
}
