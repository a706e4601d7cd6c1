/** bfloat16, given as its bits → float32, exactly: a bfloat16 is the upper half of a float32. */
export function float32FromBfloat16(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}
