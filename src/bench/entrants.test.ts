import { describe, expect, it } from 'vitest';
import { allAbilities, noAbilities, type Abilities } from '../engine/webgpu/abilities.ts';
import type { BenchDevice } from './device/benchDevice.ts';
import { entrantsOf } from './entrants.ts';
import type { BenchEngine } from './row.ts';

/** A device that nobody opens anything on. */
const deviceOf = (abilities: Abilities, isSoftware = false): BenchDevice => ({
  device: {} as GPUDevice,
  info: {} as GPUAdapterInfo,
  name: '',
  isSoftware,
  abilities,
  assertHealthy: () => Promise.resolve(),
});
const enginesOn = (gpu: BenchDevice | null, engines?: BenchEngine[]) =>
  entrantsOf('webgpu', { engines, onnxruntime: null, threads: 1 }, gpu).map(({ engine }) => engine);

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

  it('an emulated device times them when asked', () => {
    const emulated = deviceOf(allAbilities, true);
    expect(enginesOn(emulated)).not.toContain('ours-plain');
    expect(enginesOn(emulated, ['ours', 'ours-plain'])).toEqual(['ours', 'ours-plain']);
  });
});
