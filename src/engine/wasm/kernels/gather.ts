import { loadLanes, multiplyAdd, silu, storeSome } from './lanes';

/**
 * Lays an input out as the convolutions read it: one picture, (height, width, channels) at `out`, with a border of zeros,
 * and a second input behind the first's channels; each pixel `zoom` × `zoom` times (nearest-neighbour upsampling).
 *
 * `gain` and `offset` (one float a channel, 0 for none) are applied on the way, and then silu where `activates`: this is
 * how a group normalisation costs no pass of its own.
 */
export function gather(
  x: usize,
  channels: i32,
  second: usize,
  secondChannels: i32,
  height: i32,
  width: i32,
  zoom: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
  gain: usize,
  offset: usize,
  activates: bool,
  out: usize,
): void {
  const pixelBytes = (channels + secondChannels) * 4;
  const rowBytes = paddedWidth * pixelBytes;
  const innerBytes = width * zoom * pixelBytes;
  memory.fill(out, 0, top * rowBytes);
  for (let y = 0; y < height; y++) {
    const row = out + <usize>((top + y * zoom) * rowBytes);
    memory.fill(row, 0, left * pixelBytes);
    const inner = row + <usize>(left * pixelBytes);
    memory.fill(inner + innerBytes, 0, rowBytes - left * pixelBytes - innerBytes);
    for (let i = 0; i < width; i++) {
      const pixel = inner + <usize>(i * zoom * pixelBytes);
      place(x, channels, gain, offset, activates, pixel);
      x += (<usize>channels) << 2;
      if (secondChannels > 0) {
        const skip = (<usize>channels) << 2;
        place(second, secondChannels, gain ? gain + skip : 0, offset + skip, activates, pixel + skip);
        second += (<usize>secondChannels) << 2;
      }
      for (let copy = 1; copy < zoom; copy++)
        memory.copy(pixel + <usize>(copy * pixelBytes), pixel, pixelBytes);
    }
    for (let copy = 1; copy < zoom; copy++) memory.copy(row + <usize>(copy * rowBytes), row, rowBytes);
  }
  const filled = top + height * zoom;
  memory.fill(out + <usize>(filled * rowBytes), 0, (paddedHeight - filled) * rowBytes);
}

/** The channels of one pixel. */
function place(x: usize, channels: i32, gain: usize, offset: usize, activates: bool, out: usize): void {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const at = (<usize>c) << 2;
    let value = v128.load(x + at);
    if (gain) {
      value = multiplyAdd(value, v128.load(gain + at), v128.load(offset + at));
      if (activates) value = silu(value);
    }
    v128.store(out + at, value);
  }
  if (c < channels) {
    const at = (<usize>c) << 2;
    let value = loadLanes(x + at, channels - c);
    if (gain) {
      value = multiplyAdd(value, loadLanes(gain + at, channels - c), loadLanes(offset + at, channels - c));
      if (activates) value = silu(value);
    }
    storeSome(out + at, value, value, channels - c);
  }
}
