/** What src/engine/wasm calls. Written in AssemblyScript; build/kernelsPlugin.ts compiles it. */
export { exponentials, silus, sums } from './elementwise';
export { gemm, windowRows } from './gemm';
export { gather } from './gather';
export { tilesToPixels, windowsTransformed, winogradProducts } from './winograd';
export { normGains } from './groupNorm';
export { attention } from './attention';
