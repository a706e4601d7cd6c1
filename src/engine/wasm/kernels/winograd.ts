import { gemm } from './gemm';

/**
 * Winograd's F(2×2, 3×3) (Lavin & Gray 2016): four outputs of a 3×3 convolution from a 4×4 window by 16 products instead of
 * 36. With d the window and g the weights: y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A. Over channels the product ⊙ becomes 16
 * matrix products, which `gemm` does. Channels are a multiple of 4.
 */

/**
 * Bᵀ d B of the tiles `first` … `first + count - 1` of a padded picture, counted row by row, `tilesAcross` a row.
 * v: (16, tiles, channels), `plane` bytes from one of the 16 to the next; tile `first` is written at v.
 */
export function windowsTransformed(
  x: usize,
  paddedWidth: i32,
  channels: i32,
  tilesAcross: i32,
  first: i32,
  count: i32,
  v: usize,
  plane: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>paddedWidth * pixel;
  for (let tile = first; tile < first + count; tile++) {
    const corner = x + <usize>(tile / tilesAcross) * 2 * row + <usize>(tile % tilesAcross) * 2 * pixel;
    for (let c: usize = 0; c < pixel; c += 16) {
      const d0 = corner + c;
      const d1 = d0 + pixel;
      const d2 = d1 + pixel;
      const d3 = d2 + pixel;
      difference(d0, d2, row, v, plane);
      sum(d1, d2, row, v + plane, plane);
      difference(d2, d1, row, v + 2 * plane, plane);
      difference(d1, d3, row, v + 3 * plane, plane);
      v += 16;
    }
  }
}

/** One column of Bᵀ d B: of two columns of the window, p ± q, then Bᵀ down the result. */
function sum(p: usize, q: usize, row: usize, v: usize, plane: usize): void {
  const t0 = f32x4.add(v128.load(p), v128.load(q));
  const t1 = f32x4.add(v128.load(p + row), v128.load(q + row));
  const t2 = f32x4.add(v128.load(p + 2 * row), v128.load(q + 2 * row));
  const t3 = f32x4.add(v128.load(p + 3 * row), v128.load(q + 3 * row));
  down(t0, t1, t2, t3, v, plane);
}

function difference(p: usize, q: usize, row: usize, v: usize, plane: usize): void {
  const t0 = f32x4.sub(v128.load(p), v128.load(q));
  const t1 = f32x4.sub(v128.load(p + row), v128.load(q + row));
  const t2 = f32x4.sub(v128.load(p + 2 * row), v128.load(q + 2 * row));
  const t3 = f32x4.sub(v128.load(p + 3 * row), v128.load(q + 3 * row));
  down(t0, t1, t2, t3, v, plane);
}

function down(t0: v128, t1: v128, t2: v128, t3: v128, v: usize, plane: usize): void {
  const four = plane << 2;
  v128.store(v, f32x4.sub(t0, t2));
  v128.store(v + four, f32x4.add(t1, t2));
  v128.store(v + 2 * four, f32x4.sub(t2, t1));
  v128.store(v + 3 * four, f32x4.sub(t1, t3));
}

/**
 * out = scale · (Aᵀ m A + start + residual) for the same tiles; m like v, over the output's channels. Windows that reach
 * over the picture's lower or right edge (odd sizes) lose what lies outside.
 */
export function tilesToPixels(
  m: usize,
  plane: usize,
  channels: i32,
  tilesAcross: i32,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  start: usize,
  residual: usize,
  scale: f32,
  out: usize,
): void {
  const factor = f32x4.splat(scale);
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  for (let tile = first; tile < first + count; tile++) {
    const y = (tile / tilesAcross) * 2;
    const x = (tile % tilesAcross) * 2;
    const hasBelow = y + 1 < height;
    const hasRight = x + 1 < width;
    const corner = <usize>y * row + <usize>x * pixel;
    for (let c: usize = 0; c < pixel; c += 16) {
      let left0 = v128.load(start + c);
      let right0 = left0;
      let left1 = left0;
      let right1 = left0;
      let p = m;
      let m0 = v128.load(p);
      let m1 = v128.load(p + plane);
      let m2 = v128.load(p + 2 * plane);
      let m3 = v128.load(p + 3 * plane);
      left0 = f32x4.add(left0, f32x4.add(f32x4.add(m0, m1), m2));
      right0 = f32x4.add(right0, f32x4.sub(f32x4.sub(m1, m2), m3));
      p += 4 * plane;
      m0 = v128.load(p);
      m1 = v128.load(p + plane);
      m2 = v128.load(p + 2 * plane);
      m3 = v128.load(p + 3 * plane);
      let left = f32x4.add(f32x4.add(m0, m1), m2);
      let right = f32x4.sub(f32x4.sub(m1, m2), m3);
      left0 = f32x4.add(left0, left);
      right0 = f32x4.add(right0, right);
      left1 = f32x4.add(left1, left);
      right1 = f32x4.add(right1, right);
      p += 4 * plane;
      m0 = v128.load(p);
      m1 = v128.load(p + plane);
      m2 = v128.load(p + 2 * plane);
      m3 = v128.load(p + 3 * plane);
      left = f32x4.add(f32x4.add(m0, m1), m2);
      right = f32x4.sub(f32x4.sub(m1, m2), m3);
      left0 = f32x4.add(left0, left);
      right0 = f32x4.add(right0, right);
      left1 = f32x4.sub(left1, left);
      right1 = f32x4.sub(right1, right);
      p += 4 * plane;
      m0 = v128.load(p);
      m1 = v128.load(p + plane);
      m2 = v128.load(p + 2 * plane);
      m3 = v128.load(p + 3 * plane);
      left1 = f32x4.sub(left1, f32x4.add(f32x4.add(m0, m1), m2));
      right1 = f32x4.sub(right1, f32x4.sub(f32x4.sub(m1, m2), m3));
      const at = corner + c;
      const from = residual ? residual + at : 0;
      write(out + at, from, left0, factor);
      if (hasRight) write(out + at + pixel, from ? from + pixel : 0, right0, factor);
      if (hasBelow) {
        write(out + at + row, from ? from + row : 0, left1, factor);
        if (hasRight) write(out + at + row + pixel, from ? from + row + pixel : 0, right1, factor);
      }
      m += 16;
    }
  }
}

function write(out: usize, residual: usize, value: v128, factor: v128): void {
  if (residual) value = f32x4.add(value, v128.load(residual));
  v128.store(out, f32x4.mul(value, factor));
}

/**
 * The 16 products m = v · u for `count` tiles. v: (16, tiles, channels), m: (16, tiles, outChannels), `plane` and
 * `outPlane` bytes from one of the 16 to the next. u: G g Gᵀ, (16, ⌈outChannels/8⌉, channels, 8). `table`: where rows of
 * `channels` floats begin.
 */
export function winogradProducts(
  table: usize,
  v: usize,
  plane: usize,
  count: i32,
  channels: i32,
  u: usize,
  outChannels: i32,
  m: usize,
  outPlane: usize,
): void {
  const weights = <usize>(((outChannels + 7) & ~7) * channels * 4);
  const stride = outChannels * 4;
  for (let i = 0; i < 16; i++) {
    gemm(table, v, count, 1, channels, 0, u, outChannels, 0, m, stride, 0, 0, 1);
    v += plane;
    u += weights;
    m += outPlane;
  }
}
