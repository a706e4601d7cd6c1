/** Four float32 at once: multiply-add, exp, silu. */

/** a·b + c; rounded once where the build may use relaxed SIMD and the processor has a fused multiply-add. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * e^x, relative error below 3e-7 for x in [-87, 88] (tested: 1e-6); x outside is taken for the nearer end.
 *
 * x = n ln 2 + f with |f| ≤ ln 2 / 2; e^f by the polynomial of Cephes' expf; 2^n by adding n to the exponent's bits.
 */
export function exponential(x: v128): v128 {
  const inside = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(88));
  // 1.5 · 2^23: a float of this size has no bits after the point, so the sum's low bits are n, rounded to nearest.
  const magic = f32x4.splat(12582912);
  const shifted = multiplyAdd(inside, f32x4.splat(1.44269504), magic);
  const n = f32x4.sub(shifted, magic);
  // ln 2 in two parts, the first short enough that n times it is exact.
  let f = multiplyAdd(n, f32x4.splat(-0.693359375), inside);
  f = multiplyAdd(n, f32x4.splat(2.1219444e-4), f);
  let p = f32x4.splat(1.98756915e-4);
  p = multiplyAdd(p, f, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, f, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, f, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, f, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, f, f32x4.splat(5.0000001201e-1));
  p = multiplyAdd(p, f32x4.mul(f, f), f32x4.add(f, f32x4.splat(1)));
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** x · sigmoid(x) */
export function silu(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), exponential(f32x4.neg(x))));
}

/** Of eight numbers in two registers, writes the first `count`. */
export function storeSome(at: usize, low: v128, high: v128, count: i32): void {
  if (count >= 8) {
    v128.store(at, low);
    v128.store(at, high, 16);
  } else if (count >= 4) {
    v128.store(at, low);
    storeLanes(at + 16, high, count - 4);
  } else storeLanes(at, low, count);
}

function storeLanes(at: usize, x: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(at, x, 0);
  if (count > 1) v128.store_lane<f32>(at, x, 1, 4);
  if (count > 2) v128.store_lane<f32>(at, x, 2, 8);
}

/** Up to four numbers; the lanes after them are 0. */
export function loadLanes(at: usize, count: i32): v128 {
  if (count >= 4) return v128.load(at);
  let x = f32x4.splat(0);
  if (count > 0) x = v128.load_lane<f32>(at, x, 0);
  if (count > 1) x = v128.load_lane<f32>(at, x, 1, 4);
  if (count > 2) x = v128.load_lane<f32>(at, x, 2, 8);
  return x;
}
