/** The builds of the kernels, the better last: fixed-width SIMD, and fused multiply-add where there is relaxed SIMD. */
export type KernelBuild = 'simd' | 'relaxed';

/** Modules of one function of type () → v128; `code` is its body. A browser that lacks an instruction refuses it. */
const probe = (code: number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10],
    ...[code.length + 4, 1, code.length + 2, 0, ...code, 11],
  ]);
/** i32.const 0, i8x16.splat */
const zero = [65, 0, 253, 15];
/** f32x4.relaxed_madd */
const multiplyAdd = [253, 133, 2];

/**
 * What this browser's WebAssembly can run, asked without loading or compiling any kernel; null where there is no SIMD (or
 * no WebAssembly), and the ladder goes on below it.
 */
export function kernelBuild(): KernelBuild | null {
  if (typeof WebAssembly === 'undefined') return null;
  if (!WebAssembly.validate(probe(zero))) return null;
  return WebAssembly.validate(probe([...zero, ...zero, ...zero, ...multiplyAdd])) ? 'relaxed' : 'simd';
}
