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
});
const enginesOn = (gpu: BenchDevice | null) =>
  entrantsOf('webgpu', { onnxruntime: null, threads: 1 }, gpu).map(({ engine }) => engine);

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
