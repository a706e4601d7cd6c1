/** Pictures (batch, pixels, channels) → (batch, channels, pixels). */
export const channelsFirst = (values: Float32Array, pixels: number, channels: number) =>
  turned(values, pixels, channels);

/** Pictures (batch, channels, pixels) → (batch, pixels, channels). */
export const channelsLast = (values: Float32Array, pixels: number, channels: number) =>
  turned(values, channels, pixels);

/** (any, rows, columns) → (any, columns, rows) */
function turned(values: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  const size = rows * columns;
  for (let start = 0; start < values.length; start += size) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) result[start + j * rows + i] = values[start + i * columns + j];
    }
  }
  return result;
}
