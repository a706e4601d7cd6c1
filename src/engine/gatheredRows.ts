/** Rows of a table, one after the other. */
export function gatheredRows(
  table: Float32Array,
  rows: readonly number[],
  width: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, i) => values.set(table.subarray(row * width, (row + 1) * width), i * width));
  return values;
}
