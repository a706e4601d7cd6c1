/**
 * Draws pictures from a buffer as the cells of a sheet, row by row: -1 is black, 1 is white, values beyond clip. Fewer
 * than three channels are grey.
 */
export const sheetCode = `
struct Sheet { width : u32, height : u32, channels : u32, columns : u32, cells : u32 }
@group(0) @binding(0) var<storage, read> pictures : array<f32>;
@group(0) @binding(1) var<uniform> sheet : Sheet;

/** One triangle that covers everything. */
@vertex
fn corner(@builtin(vertex_index) i : u32) -> @builtin(position) vec4<f32> {
  return vec4<f32>(f32(i & 1u) * 4.0 - 1.0, f32(i >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn colour(@builtin(position) place : vec4<f32>) -> @location(0) vec4<f32> {
  let at = vec2<u32>(place.xy);
  let size = vec2<u32>(sheet.width, sheet.height);
  let cell = at / size;
  let picture = cell.y * sheet.columns + cell.x;
  if (picture >= sheet.cells) { return vec4<f32>(0.0, 0.0, 0.0, 1.0); }
  let pixel = at % size;
  let i = ((picture * size.y + pixel.y) * size.x + pixel.x) * sheet.channels;
  let next = select(0u, 1u, sheet.channels >= 3u);
  let value = vec3<f32>(pictures[i], pictures[i + next], pictures[i + 2u * next]);
  return vec4<f32>(value * 0.5 + 0.5, 1.0);
}
`;
