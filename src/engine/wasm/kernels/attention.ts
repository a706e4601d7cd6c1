import { denseRows, gemm } from './gemm';
import { exponential } from './lanes';

/**
 * Panels of 8 columns (see `gemm`) of the transpose of k: column n is row n of k. k: (tokens, width) floats, `stride`
 * bytes a row; out: (⌈tokens/8⌉, width, 8), zeros after the last token.
 */
function panelsOfTranspose(k: usize, stride: i32, tokens: i32, width: i32, out: usize): void {
  for (let n = 0; n < tokens; n += 8) {
    for (let column = 0; column < 8; column++) {
      const isThere = n + column < tokens;
      const from = k + <usize>((n + column) * stride);
      let to = out + ((<usize>column) << 2);
      for (let i = 0; i < width; i++) {
        store<f32>(to, isThere ? load<f32>(from + ((<usize>i) << 2)) : 0);
        to += 32;
      }
    }
    out += (<usize>width) << 5;
  }
}

/** The same of v itself: out (⌈width/8⌉, tokens, 8). */
function panelsOf(v: usize, stride: i32, tokens: i32, width: i32, out: usize): void {
  for (let n = 0; n < width; n += 8) {
    const columns = min(8, width - n);
    for (let token = 0; token < tokens; token++) {
      const from = v + <usize>(token * stride + n * 4);
      if (columns === 8) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
      } else {
        for (let i = 0; i < 8; i++) {
          store<f32>(out + ((<usize>i) << 2), i < columns ? load<f32>(from + ((<usize>i) << 2)) : 0);
        }
      }
      out += 32;
    }
  }
}

/**
 * A token whose score is so far below the largest has weight 0 instead of 1e-26: such weights change no sum in float32,
 * but their products would be denormal, which processors compute a hundred times slower.
 */
const least: f32 = -60;

/** softmax(factor · x) of each row, in place. A row is `length` floats, `stride` bytes (a multiple of 16) apart. */
function softmaxRows(x: usize, rows: i32, length: i32, stride: i32, factor: f32): void {
  const whole = length & ~3;
  for (let row = 0; row < rows; row++) {
    let largest = -Infinity as f32;
    for (let i = 0; i < length; i++) largest = max(largest, load<f32>(x + ((<usize>i) << 2)));
    const top = f32x4.splat(largest);
    const by = f32x4.splat(factor);
    let sums = f32x4.splat(0);
    for (let i = 0; i < whole; i += 4) {
      const at = x + ((<usize>i) << 2);
      const below = f32x4.mul(f32x4.sub(v128.load(at), top), by);
      const value = v128.and(exponential(below), f32x4.gt(below, f32x4.splat(least)));
      v128.store(at, value);
      sums = f32x4.add(sums, value);
    }
    let sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      f32x4.extract_lane(sums, 2) +
      f32x4.extract_lane(sums, 3);
    for (let i = whole; i < length; i++) {
      const at = x + ((<usize>i) << 2);
      const below = (load<f32>(at) - largest) * factor;
      const value = below > least ? f32x4.extract_lane(exponential(f32x4.splat(below)), 0) : 0;
      store<f32>(at, value);
      sum += value;
    }
    const inverse = f32x4.splat(1 / sum);
    for (let i = 0; i < whole; i += 4) {
      const at = x + ((<usize>i) << 2);
      v128.store(at, f32x4.mul(v128.load(at), inverse));
    }
    for (let i = whole; i < length; i++) {
      const at = x + ((<usize>i) << 2);
      store<f32>(at, load<f32>(at) / sum);
    }
    x += <usize>stride;
  }
}

/** Rows of scores that are computed at once, a multiple of gemm's 6. */
const blockRows: i32 = 48;

/**
 * softmax(q kᵀ/√d) v of one picture, head by head, d = channels/heads; of the heads and of the tokens that ask, those from
 * `first…` to before `end…`. qkv: (tokens, 3 · channels), out: (tokens,
 * channels). Scratch: `table` 48 offsets, twice; `keys` and `values` ⌈tokens/8⌉ · 8 · d and ⌈d/8⌉ · 8 · tokens floats;
 * `scores` 48 rows of ⌈tokens/8⌉ · 8 floats.
 */
export function attention(
  qkv: usize,
  tokens: i32,
  channels: i32,
  heads: i32,
  firstHead: i32,
  endHead: i32,
  firstToken: i32,
  endToken: i32,
  table: usize,
  keys: usize,
  values: usize,
  scores: usize,
  out: usize,
): void {
  const width = channels / heads;
  const stride = channels * 12;
  const scoreStride = ((tokens + 7) & ~7) * 4;
  const factor = <f32>(1 / Math.sqrt(<f64>width));
  const scoreTable = table + ((<usize>blockRows) << 2);
  denseRows(table, blockRows, stride);
  denseRows(scoreTable, blockRows, scoreStride);
  for (let head = firstHead; head < endHead; head++) {
    const q = qkv + <usize>(head * width * 4);
    panelsOfTranspose(q + <usize>(channels * 4), stride, tokens, width, keys);
    panelsOf(q + <usize>(channels * 8), stride, tokens, width, values);
    for (let first = firstToken; first < endToken; first += blockRows) {
      const rows = min(blockRows, endToken - first);
      const from = q + <usize>(first * stride);
      const to = out + <usize>((first * channels + head * width) * 4);
      gemm(table, from, rows, 1, width, 0, keys, tokens, 0, scores, scoreStride, 0, 0, 1);
      softmaxRows(scores, rows, tokens, scoreStride, factor);
      gemm(scoreTable, scores, rows, 1, tokens, 0, values, width, 0, to, channels * 4, 0, 0, 1);
    }
  }
}
