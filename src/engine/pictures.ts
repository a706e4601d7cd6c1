/** Pictures of a run that were drawn on the device: cells of one bitmap, row by row, all of one size. */
export interface SheetPictures {
  sheet: ImageBitmap;
  /** The cell of the first; the others of its batch follow. */
  first: number;
}

/** What a figure shows: numbers, (batch, height, width, channels) in [-1, 1], or pictures whose numbers stayed on the device. */
export type Pictures = Float32Array | SheetPictures;

/** The upper left corner of a sheet's picture, in pixels. */
export function cornerOf(
  { sheet, first }: SheetPictures,
  { width, height }: { width: number; height: number },
): [x: number, y: number] {
  const columns = Math.floor(sheet.width / width);
  return [(first % columns) * width, Math.floor(first / columns) * height];
}
