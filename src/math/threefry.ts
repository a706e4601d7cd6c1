/** Rotation distances of Threefry-2x32, repeated every eight rounds (Salmon et al. 2011). */
export const threefryRotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** The key schedule's parity word for 32-bit Threefry (from Skein; Salmon et al. 2011). */
export const threefryParity = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: two random 32-bit words for one (key, counter).
 *
 * The same integers come out on every machine, on the CPU and on the GPU; they equal JAX's.
 * Arguments are taken modulo 2^32; the result is two unsigned 32-bit integers.
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function threefry2x32(key0: number, key1: number, ctr0: number, ctr1: number): [number, number] {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = k0 ^ k1 ^ threefryParity;
  let x0 = (ctr0 + k0) | 0;
  let x1 = (ctr1 + k1) | 0;
  for (let group = 1; group <= 5; group++) {
    const first = (group & 1) === 1 ? 0 : 4;
    for (let i = first; i < first + 4; i++) {
      const distance = threefryRotations[i];
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << distance) | (x1 >>> (32 - distance))) ^ x0;
    }
    const next = group % 3;
    x0 = (x0 + (next === 0 ? k0 : next === 1 ? k1 : k2)) | 0;
    x1 = (x1 + (next === 0 ? k1 : next === 1 ? k2 : k0) + group) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}
