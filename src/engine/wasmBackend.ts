import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { env } from '@tensorflow/tfjs-core';

let isRegistered = false;

/**
 * Imports the wasm backend and points it at the binaries of our own origin (its default is a CDN).
 *
 * One thread. tfjs 4.22 starts its threads from a blob of `factory.toString()`; the factory reads a variable around it
 * behind `typeof`, which a minifier removes, so in a built, cross-origin isolated page every thread dies of a
 * ReferenceError. The network is small: 28×28 pictures leave little to share out.
 */
export function registerWasmBackend(): void {
  if (isRegistered) return;
  isRegistered = true;
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const absolute = (url: string): string => new URL(url, globalThis.location.href).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    // Never fetched, but tfjs asks for an entry.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simdUrl),
  });
}
