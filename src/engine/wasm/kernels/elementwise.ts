import { exponential, loadLanes, silu, storeSome } from './lanes';

/** Element by element, `count` of them; `out` may be `x`. */
export function exponentials(x: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const value = exponential(loadLanes(x + at, count - i));
    storeSome(out + at, value, value, min(4, count - i));
  }
}

export function silus(x: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const value = silu(loadLanes(x + at, count - i));
    storeSome(out + at, value, value, min(4, count - i));
  }
}

export function sums(a: usize, b: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const value = f32x4.add(loadLanes(a + at, count - i), loadLanes(b + at, count - i));
    storeSome(out + at, value, value, min(4, count - i));
  }
}
