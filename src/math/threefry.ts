/** Rotation distances of Threefry-2x32, repeated every eight rounds (Salmon et al. 2011). */
export const threefryRotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** The key schedule's parity word for 32-bit Threefry (from Skein; Salmon et al. 2011). */
export const threefryParity = 0x1bd11bda;

const [r0, r1, r2, r3, r4, r5, r6, r7] = threefryRotations;

const rotate = (x: number, distance: number): number => (x << distance) | (x >>> (32 - distance));

/**
 * Threefry-2x32 with 20 rounds: two random 32-bit words for one (key, counter).
 *
 * The same integers come out on every machine, on the CPU and on the GPU; they equal JAX's.
 * Arguments are taken modulo 2^32; the result is two unsigned 32-bit integers.
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function threefry2x32(key0: number, key1: number, ctr0: number, ctr1: number): [number, number] {
  // the three key words, which turn round by one place after every four rounds
  let ka = key0 | 0;
  let kb = key1 | 0;
  let kc = ka ^ kb ^ threefryParity;
  let a = (ctr0 + ka) | 0;
  let b = (ctr1 + kb) | 0;
  for (let group = 1; group <= 5; group++) {
    // four rounds, written out: an array of distances read in a loop takes twice as long
    const odd = (group & 1) === 1;
    a = (a + b) | 0;
    b = rotate(b, odd ? r0 : r4) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? r1 : r5) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? r2 : r6) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? r3 : r7) ^ a;
    const first = ka;
    ka = kb;
    kb = kc;
    kc = first;
    a = (a + ka) | 0;
    b = (b + kb + group) | 0;
  }
  return [a >>> 0, b >>> 0];
}
