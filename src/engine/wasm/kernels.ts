import type { KernelBuild } from './kernelBuild.ts';

/** A place in the WebAssembly memory, in bytes; 0 stands for "none" where a kernel allows it. */
export type Pointer = number;

/** The functions of kernels/index.ts; what their arguments mean is said there. Matrices and pictures are float32. */
export interface Kernels {
  exponentials(x: Pointer, out: Pointer, count: number): void;
  silus(x: Pointer, out: Pointer, count: number): void;
  sums(a: Pointer, b: Pointer, out: Pointer, count: number): void;
  windowRows(
    table: Pointer,
    height: number,
    width: number,
    stride: number,
    paddedWidth: number,
    channels: number,
  ): void;
  gemm(
    rows: Pointer,
    a: Pointer,
    M: number,
    segments: number,
    length: number,
    segmentStride: number,
    b: Pointer,
    N: number,
    start: Pointer,
    out: Pointer,
    outStride: number,
    residual: Pointer,
    residualStride: number,
    scale: number,
  ): void;
  gather(
    x: Pointer,
    channels: number,
    second: Pointer,
    secondChannels: number,
    height: number,
    width: number,
    zoom: number,
    top: number,
    left: number,
    paddedHeight: number,
    paddedWidth: number,
    gain: Pointer,
    offset: Pointer,
    activates: number,
    out: Pointer,
  ): void;
  windowsTransformed(
    x: Pointer,
    paddedWidth: number,
    channels: number,
    tilesAcross: number,
    first: number,
    count: number,
    v: Pointer,
    plane: number,
  ): void;
  winogradProducts(
    table: Pointer,
    v: Pointer,
    plane: number,
    count: number,
    channels: number,
    u: Pointer,
    outChannels: number,
    m: Pointer,
    outPlane: number,
  ): void;
  tilesToPixels(
    m: Pointer,
    plane: number,
    channels: number,
    tilesAcross: number,
    first: number,
    count: number,
    height: number,
    width: number,
    start: Pointer,
    residual: Pointer,
    scale: number,
    out: Pointer,
  ): void;
  normGains(
    x: Pointer,
    channels: number,
    second: Pointer,
    secondChannels: number,
    pixels: number,
    groups: number,
    epsilon: number,
    scale: Pointer,
    shift: Pointer,
    row: Pointer,
    sums: Pointer,
    gain: Pointer,
    offset: Pointer,
    firstGroup: number,
    endGroup: number,
  ): void;
  attention(
    qkv: Pointer,
    tokens: number,
    channels: number,
    heads: number,
    firstHead: number,
    endHead: number,
    firstToken: number,
    endToken: number,
    table: Pointer,
    keys: Pointer,
    values: Pointer,
    scores: Pointer,
    out: Pointer,
  ): void;
}

export interface OpenKernels {
  kernels: Kernels;
  memory: WebAssembly.Memory;
  /** For the threads that share the memory. */
  module: WebAssembly.Module;
}

/** Compiles the kernels over a memory of their own, which starts small and grows. */
export async function openKernels(build: KernelBuild): Promise<OpenKernels> {
  const { default: binary } = await (build === 'relaxed'
    ? import('virtual:kernels/relaxed')
    : import('virtual:kernels/simd'));
  return opened(binary, new WebAssembly.Memory({ initial: 1 }));
}

/** The same over a memory that threads may share. @throws RangeError where so much cannot be set aside */
export async function openSharedKernels(build: KernelBuild): Promise<OpenKernels> {
  const { default: binary } = await (build === 'relaxed'
    ? import('virtual:kernels/relaxed-shared')
    : import('virtual:kernels/simd-shared'));
  return opened(binary, new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true }));
}

/** 2 GiB, as build/kernelsPlugin.ts says. Only what is used takes memory, but some devices set the room aside. */
const mostPages = 32_768;

async function opened(binary: string, memory: WebAssembly.Memory): Promise<OpenKernels> {
  const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
  const { module, instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return { kernels: instance.exports as unknown as Kernels, memory, module };
}
