import { describe, expect, it } from 'vitest';
import { allAbilities, noAbilities, type Abilities } from '../engine/webgpu/abilities.ts';
import type { BenchDevice } from './device/benchDevice.ts';
import { entrantsOf } from './entrants.ts';

/** A device that nobody opens anything on. */
const deviceOf = (abilities: Abilities): BenchDevice => ({
  device: {} as GPUDevice,
  info: {} as GPUAdapterInfo,
  name: '',
  isSoftware: false,
  abilities,
  assertHealthy: () => Promise.resolve(),
  isLost: () => false,
});
const enginesOn = (gpu: BenchDevice | null) =>
  entrantsOf('webgpu', { onnxruntime: null, threads: 1 }, gpu).map(({ engine }) => engine);

describe('on WebAssembly', () => {
  const onWasm = (threads: number) =>
    entrantsOf('wasm', { onnxruntime: 'https://peer.example/', threads }, null).map(
      ({ engine, variant }) => `${engine}: ${variant}`,
    );
  it('ours takes no more threads than when it is used, a peer all', () => {
    expect(onWasm(1)).toEqual(['ours: 1 thread', 'tfjs: 1 thread', 'onnxruntime-web: 1 thread']);
    expect(onWasm(2)).toContain('ours: 2 threads');
    expect(onWasm(16)).toEqual([
      'ours: 1 thread',
      'ours: 4 threads',
      'tfjs: 1 thread',
      'onnxruntime-web: 16 threads',
    ]);
  });
});

describe('on WebGPU', () => {
  it('our plain kernels are there where ours use more than they do', () => {
    const plain = ['ours', 'ours-no-replay', 'tfjs'];
    const both = ['ours', 'ours-plain', 'ours-no-replay', 'tfjs'];
    expect(enginesOn(deviceOf(noAbilities))).toEqual(plain);
    expect(enginesOn(deviceOf(allAbilities))).toEqual(both);
    expect(enginesOn(deviceOf({ ...noAbilities, subgroups: true }))).toEqual(both);
    expect(enginesOn(deviceOf({ ...noAbilities, halves: true }))).toEqual(both);
    expect(enginesOn(null)).toEqual([]);
  });
});
