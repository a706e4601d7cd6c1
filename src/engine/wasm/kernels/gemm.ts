import { loadLanes, multiplyAdd, storeSome } from './lanes';

/** Tables of the byte offsets at which the rows of a matrix begin: count rows, `stride` bytes apart. */
export function denseRows(table: usize, count: i32, stride: i32): void {
  for (let i = 0; i < count; i++) store<i32>(table + ((<usize>i) << 2), i * stride);
}

/** The same for the pixels of a convolution: where the window of each output pixel begins in the padded input. */
export function windowRows(
  table: usize,
  height: i32,
  width: i32,
  stride: i32,
  paddedWidth: i32,
  channels: i32,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      store<i32>(table, (y * stride * paddedWidth + x * stride) * channels * 4);
      table += 4;
    }
  }
}

/**
 * out[m][n] = scale · (start[n] + Σ_k a[m][k] · b[k][n] + residual[m][n])
 *
 * Row m of `a` begins at a + rows[m] and consists of `segments` runs of `length` floats, `segmentStride` bytes apart: one
 * run for a matrix, three (the rows of a window) for a 3×3 convolution over a padded picture.
 * `b` is packed in panels of 8 columns: (⌈N/8⌉, segments · length, 8), zeros after column N; `start` (⌈N/8⌉ · 8 floats)
 * may be 0 for none, and so may `residual`. `residual` may be `out` when M is a multiple of 6.
 *
 * Tiles of 6 rows × 8 columns stay in registers: 12 sums, 2 of b, 1 of a, which is what x64 leaves to wasm.
 */
export function gemm(
  rows: usize,
  a: usize,
  M: i32,
  segments: i32,
  length: i32,
  segmentStride: i32,
  b: usize,
  N: i32,
  start: usize,
  out: usize,
  outStride: i32,
  residual: usize,
  residualStride: i32,
  scale: f32,
): void {
  const factor = f32x4.splat(scale);
  const panelBytes = (<usize>(segments * length)) << 5;
  const runBytes = (<usize>(length & ~3)) << 2;
  const rest = length & 3;
  const toNext = <usize>(segmentStride - length * 4);
  for (let n = 0; n < N; n += 8) {
    const columns = min(8, N - n);
    const startLow = start ? v128.load(start + ((<usize>n) << 2)) : f32x4.splat(0);
    const startHigh = start ? v128.load(start + ((<usize>n) << 2), 16) : f32x4.splat(0);
    for (let m = 0; m < M; m += 6) {
      // The last tile begins earlier and computes some rows again, rather than being a kernel of its own.
      const first = M < 6 ? 0 : min(m, M - 6);
      const last = M - 1 - first;
      const table = rows + ((<usize>first) << 2);
      let p0 = a + <usize>load<i32>(table);
      let p1 = a + <usize>load<i32>(table + ((<usize>min(1, last)) << 2));
      let p2 = a + <usize>load<i32>(table + ((<usize>min(2, last)) << 2));
      let p3 = a + <usize>load<i32>(table + ((<usize>min(3, last)) << 2));
      let p4 = a + <usize>load<i32>(table + ((<usize>min(4, last)) << 2));
      let p5 = a + <usize>load<i32>(table + ((<usize>min(5, last)) << 2));
      let s00 = startLow,
        s01 = startHigh;
      let s10 = startLow,
        s11 = startHigh;
      let s20 = startLow,
        s21 = startHigh;
      let s30 = startLow,
        s31 = startHigh;
      let s40 = startLow,
        s41 = startHigh;
      let s50 = startLow,
        s51 = startHigh;
      let q = b;
      for (let segment = 0; segment < segments; segment++) {
        const end = p0 + runBytes;
        while (p0 < end) {
          let b0 = v128.load(q);
          let b1 = v128.load(q, 16);
          let a0 = v128.load32_splat(p0);
          s00 = multiplyAdd(a0, b0, s00);
          s01 = multiplyAdd(a0, b1, s01);
          a0 = v128.load32_splat(p1);
          s10 = multiplyAdd(a0, b0, s10);
          s11 = multiplyAdd(a0, b1, s11);
          a0 = v128.load32_splat(p2);
          s20 = multiplyAdd(a0, b0, s20);
          s21 = multiplyAdd(a0, b1, s21);
          a0 = v128.load32_splat(p3);
          s30 = multiplyAdd(a0, b0, s30);
          s31 = multiplyAdd(a0, b1, s31);
          a0 = v128.load32_splat(p4);
          s40 = multiplyAdd(a0, b0, s40);
          s41 = multiplyAdd(a0, b1, s41);
          a0 = v128.load32_splat(p5);
          s50 = multiplyAdd(a0, b0, s50);
          s51 = multiplyAdd(a0, b1, s51);
          b0 = v128.load(q, 32);
          b1 = v128.load(q, 48);
          a0 = v128.load32_splat(p0, 4);
          s00 = multiplyAdd(a0, b0, s00);
          s01 = multiplyAdd(a0, b1, s01);
          a0 = v128.load32_splat(p1, 4);
          s10 = multiplyAdd(a0, b0, s10);
          s11 = multiplyAdd(a0, b1, s11);
          a0 = v128.load32_splat(p2, 4);
          s20 = multiplyAdd(a0, b0, s20);
          s21 = multiplyAdd(a0, b1, s21);
          a0 = v128.load32_splat(p3, 4);
          s30 = multiplyAdd(a0, b0, s30);
          s31 = multiplyAdd(a0, b1, s31);
          a0 = v128.load32_splat(p4, 4);
          s40 = multiplyAdd(a0, b0, s40);
          s41 = multiplyAdd(a0, b1, s41);
          a0 = v128.load32_splat(p5, 4);
          s50 = multiplyAdd(a0, b0, s50);
          s51 = multiplyAdd(a0, b1, s51);
          b0 = v128.load(q, 64);
          b1 = v128.load(q, 80);
          a0 = v128.load32_splat(p0, 8);
          s00 = multiplyAdd(a0, b0, s00);
          s01 = multiplyAdd(a0, b1, s01);
          a0 = v128.load32_splat(p1, 8);
          s10 = multiplyAdd(a0, b0, s10);
          s11 = multiplyAdd(a0, b1, s11);
          a0 = v128.load32_splat(p2, 8);
          s20 = multiplyAdd(a0, b0, s20);
          s21 = multiplyAdd(a0, b1, s21);
          a0 = v128.load32_splat(p3, 8);
          s30 = multiplyAdd(a0, b0, s30);
          s31 = multiplyAdd(a0, b1, s31);
          a0 = v128.load32_splat(p4, 8);
          s40 = multiplyAdd(a0, b0, s40);
          s41 = multiplyAdd(a0, b1, s41);
          a0 = v128.load32_splat(p5, 8);
          s50 = multiplyAdd(a0, b0, s50);
          s51 = multiplyAdd(a0, b1, s51);
          b0 = v128.load(q, 96);
          b1 = v128.load(q, 112);
          a0 = v128.load32_splat(p0, 12);
          s00 = multiplyAdd(a0, b0, s00);
          s01 = multiplyAdd(a0, b1, s01);
          a0 = v128.load32_splat(p1, 12);
          s10 = multiplyAdd(a0, b0, s10);
          s11 = multiplyAdd(a0, b1, s11);
          a0 = v128.load32_splat(p2, 12);
          s20 = multiplyAdd(a0, b0, s20);
          s21 = multiplyAdd(a0, b1, s21);
          a0 = v128.load32_splat(p3, 12);
          s30 = multiplyAdd(a0, b0, s30);
          s31 = multiplyAdd(a0, b1, s31);
          a0 = v128.load32_splat(p4, 12);
          s40 = multiplyAdd(a0, b0, s40);
          s41 = multiplyAdd(a0, b1, s41);
          a0 = v128.load32_splat(p5, 12);
          s50 = multiplyAdd(a0, b0, s50);
          s51 = multiplyAdd(a0, b1, s51);
          p0 += 16;
          p1 += 16;
          p2 += 16;
          p3 += 16;
          p4 += 16;
          p5 += 16;
          q += 128;
        }
        for (let k = 0; k < rest; k++) {
          const b0 = v128.load(q);
          const b1 = v128.load(q, 16);
          let a0 = v128.load32_splat(p0);
          s00 = multiplyAdd(a0, b0, s00);
          s01 = multiplyAdd(a0, b1, s01);
          a0 = v128.load32_splat(p1);
          s10 = multiplyAdd(a0, b0, s10);
          s11 = multiplyAdd(a0, b1, s11);
          a0 = v128.load32_splat(p2);
          s20 = multiplyAdd(a0, b0, s20);
          s21 = multiplyAdd(a0, b1, s21);
          a0 = v128.load32_splat(p3);
          s30 = multiplyAdd(a0, b0, s30);
          s31 = multiplyAdd(a0, b1, s31);
          a0 = v128.load32_splat(p4);
          s40 = multiplyAdd(a0, b0, s40);
          s41 = multiplyAdd(a0, b1, s41);
          a0 = v128.load32_splat(p5);
          s50 = multiplyAdd(a0, b0, s50);
          s51 = multiplyAdd(a0, b1, s51);
          p0 += 4;
          p1 += 4;
          p2 += 4;
          p3 += 4;
          p4 += 4;
          p5 += 4;
          q += 32;
        }
        p0 += toNext;
        p1 += toNext;
        p2 += toNext;
        p3 += toNext;
        p4 += toNext;
        p5 += toNext;
      }
      const to = out + <usize>(first * outStride + n * 4);
      const from = residual ? residual + <usize>(first * residualStride + n * 4) : 0;
      finish(to, from, s00, s01, factor, columns);
      if (last >= 1)
        finish(
          to + <usize>(1 * outStride),
          from ? from + <usize>(1 * residualStride) : 0,
          s10,
          s11,
          factor,
          columns,
        );
      if (last >= 2)
        finish(
          to + <usize>(2 * outStride),
          from ? from + <usize>(2 * residualStride) : 0,
          s20,
          s21,
          factor,
          columns,
        );
      if (last >= 3)
        finish(
          to + <usize>(3 * outStride),
          from ? from + <usize>(3 * residualStride) : 0,
          s30,
          s31,
          factor,
          columns,
        );
      if (last >= 4)
        finish(
          to + <usize>(4 * outStride),
          from ? from + <usize>(4 * residualStride) : 0,
          s40,
          s41,
          factor,
          columns,
        );
      if (last >= 5)
        finish(
          to + <usize>(5 * outStride),
          from ? from + <usize>(5 * residualStride) : 0,
          s50,
          s51,
          factor,
          columns,
        );
    }
    b += panelBytes;
  }
}

/** One row of eight outputs. */
function finish(out: usize, residual: usize, low: v128, high: v128, factor: v128, columns: i32): void {
  if (residual) {
    low = f32x4.add(low, loadLanes(residual, columns));
    high = f32x4.add(high, loadLanes(residual + 16, columns - 4));
  }
  storeSome(out, f32x4.mul(low, factor), f32x4.mul(high, factor), columns);
}
