/** What src/engine/wasm calls. Written in AssemblyScript; build/kernelsPlugin.ts compiles it. */
export { exponentials, silus, sums } from './elementwise';
export { denseRows, gemm, windowRows } from './gemm';
export { gather } from './gather';
export { winograd } from './winograd';
export { normGains } from './groupNorm';
export { attention } from './attention';
