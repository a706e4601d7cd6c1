/** The float16 bits of values that float16 holds exactly, null if there is one that it does not. */
export function exactHalves(values: Float32Array): Uint16Array<ArrayBuffer> | null {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const sign = (words[i] >>> 16) & 0x8000;
    const exponent = ((words[i] >>> 23) & 0xff) - 127;
    const fraction = words[i] & 0x7fffff;
    if ((words[i] & 0x7fffffff) === 0) halves[i] = sign;
    else if (exponent >= -14 && exponent <= 15) {
      if ((fraction & 0x1fff) !== 0) return null;
      halves[i] = sign | ((exponent + 15) << 10) | (fraction >>> 13);
    } else {
      // Multiples of 2^-24 below 2^-14.
      const multiple = Math.abs(values[i]) * 2 ** 24;
      if (!Number.isInteger(multiple) || multiple >= 1024) return null;
      halves[i] = sign | multiple;
    }
  }
  return halves;
}
