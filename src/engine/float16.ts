/** IEEE 754 binary16, given as its bits → float32, exactly. */
export function float32FromFloat16(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i];
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) words[i] = sign | 0x7f800000 | (fraction << 13);
    else if (exponent !== 0) words[i] = sign | ((exponent + 112) << 23) | (fraction << 13);
    else words[i] = sign | subnormal(fraction);
  }
  return new Float32Array(words.buffer);
}

/** The float32 bits of fraction · 2^-24, which float32 holds as a normal number. */
function subnormal(fraction: number): number {
  if (fraction === 0) return 0;
  const shift = Math.clz32(fraction) - 21;
  return ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
