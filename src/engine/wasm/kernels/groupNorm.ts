import { loadLanes, storeSome } from './lanes';

/**
 * Group normalisation (Wu & He 2018) of one picture as a gain and an offset per channel, which `gather` or `affine`
 * applies: gain = scale/√(variance + ε), offset = shift − mean·gain. Two passes: the mean, then the squares of what is
 * left. The input may be two, one behind the other's channels. Of the groups, `firstGroup` to before `endGroup`; a
 * channel's numbers are the same whichever groups come with it.
 * row: of all the channels, what scale and shift are multiplied by but for 1, then what is added to the shift; 0 for none.
 * sums: scratch, one float a channel and three more.
 */
export function normGains(
  x: usize,
  channels: i32,
  second: usize,
  secondChannels: i32,
  pixels: i32,
  groups: i32,
  epsilon: f32,
  scale: usize,
  shift: usize,
  row: usize,
  sums: usize,
  gain: usize,
  offset: usize,
  firstGroup: i32,
  endGroup: i32,
): void {
  const all = channels + secondChannels;
  const size = all / groups;
  const skip = (<usize>channels) << 2;
  const count = <f64>size * <f64>pixels;
  const from = firstGroup * size;
  const end = endGroup * size;
  const secondFrom = max(0, from - channels);
  channelSums(x, channels, from, min(end, channels), pixels, sums);
  channelSums(second, secondChannels, secondFrom, end - channels, pixels, sums + skip);
  for (let group = firstGroup; group < endGroup; group++) {
    const mean = <f32>(groupSum(sums, group * size, size) / count);
    for (let c = group * size; c < (group + 1) * size; c++) store<f32>(offset + ((<usize>c) << 2), mean);
  }
  squareSums(x, channels, from, min(end, channels), pixels, offset, sums);
  squareSums(second, secondChannels, secondFrom, end - channels, pixels, offset + skip, sums + skip);
  for (let group = firstGroup; group < endGroup; group++) {
    const variance = groupSum(sums, group * size, size) / count;
    const inverse = 1 / Math.sqrt(variance + <f64>epsilon);
    for (let c = group * size; c < (group + 1) * size; c++) {
      const at = (<usize>c) << 2;
      let factor = <f64>load<f32>(scale + at) * inverse;
      let start = <f64>load<f32>(shift + at);
      if (row) {
        const by = 1 + <f64>load<f32>(row + at);
        factor *= by;
        start = start * by + <f64>load<f32>(row + at + ((<usize>all) << 2));
      }
      store<f32>(gain + at, <f32>factor);
      store<f32>(offset + at, <f32>(start - <f64>load<f32>(offset + at) * factor));
    }
  }
}

function groupSum(sums: usize, first: i32, size: i32): f64 {
  let sum: f64 = 0;
  for (let c = first; c < first + size; c++) sum += <f64>load<f32>(sums + ((<usize>c) << 2));
  return sum;
}

/**
 * Sums over the pixels, one a channel from `c` to before `end`; 16 channels at once where there are, so that whole cache
 * lines are read.
 */
function channelSums(x: usize, channels: i32, c: i32, end: i32, pixels: i32, sums: usize): void {
  const stride = (<usize>channels) << 2;
  for (; c + 16 <= end; c += 16) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let p = x + ((<usize>c) << 2);
    for (let i = 0; i < pixels; i++) {
      s0 = f32x4.add(s0, v128.load(p));
      s1 = f32x4.add(s1, v128.load(p, 16));
      s2 = f32x4.add(s2, v128.load(p, 32));
      s3 = f32x4.add(s3, v128.load(p, 48));
      p += stride;
    }
    const to = sums + ((<usize>c) << 2);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; c < end; c += 4) {
    const some = min(4, end - c);
    let sum = f32x4.splat(0);
    let p = x + ((<usize>c) << 2);
    for (let i = 0; i < pixels; i++) {
      sum = f32x4.add(sum, loadLanes(p, some));
      p += stride;
    }
    storeSome(sums + ((<usize>c) << 2), sum, sum, some);
  }
}

/** The same of (x − mean)². */
function squareSums(x: usize, channels: i32, c: i32, end: i32, pixels: i32, means: usize, sums: usize): void {
  const stride = (<usize>channels) << 2;
  for (; c + 8 <= end; c += 8) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    const m0 = v128.load(means + ((<usize>c) << 2));
    const m1 = v128.load(means + ((<usize>c) << 2), 16);
    let p = x + ((<usize>c) << 2);
    for (let i = 0; i < pixels; i++) {
      const d0 = f32x4.sub(v128.load(p), m0);
      const d1 = f32x4.sub(v128.load(p, 16), m1);
      s0 = f32x4.add(s0, f32x4.mul(d0, d0));
      s1 = f32x4.add(s1, f32x4.mul(d1, d1));
      p += stride;
    }
    v128.store(sums + ((<usize>c) << 2), s0);
    v128.store(sums + ((<usize>c) << 2), s1, 16);
  }
  for (; c < end; c += 4) {
    const some = min(4, end - c);
    let sum = f32x4.splat(0);
    const mean = loadLanes(means + ((<usize>c) << 2), some);
    let p = x + ((<usize>c) << 2);
    for (let i = 0; i < pixels; i++) {
      const d = f32x4.sub(loadLanes(p, some), mean);
      sum = f32x4.add(sum, f32x4.mul(d, d));
      p += stride;
    }
    storeSome(sums + ((<usize>c) << 2), sum, sum, some);
  }
}
