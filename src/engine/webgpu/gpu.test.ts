import { afterEach, describe, expect, it, vi } from 'vitest';
import { abilitiesOf, allAbilities, featuresOf, noAbilities } from './abilities.ts';
import { abilityTrials } from './abilityTrials.ts';
import { Gpu } from './gpu.ts';

/** A device on which nothing compiles. */
function fakeDevice(features: readonly string[], lost: Promise<unknown> = new Promise(() => undefined)) {
  const scopes: string[] = [];
  return {
    features: new Set(features),
    lost,
    scopes,
    compiled: 0,
    pushErrorScope: (name: string) => void scopes.push(name),
    popErrorScope: () => Promise.resolve(scopes.pop() && null),
    createShaderModule() {
      this.compiled++;
      throw new Error('no compiler here');
    },
  };
}
type FakeDevice = ReturnType<typeof fakeDevice>;

/** navigator.gpu with an adapter of these features; every request for a device is answered in turn. */
function offer(features: readonly string[], devices: (FakeDevice | Error)[]) {
  const requests: string[][] = [];
  const requestDevice = ({ requiredFeatures }: { requiredFeatures: string[] }) => {
    requests.push(requiredFeatures);
    const next = devices[requests.length - 1];
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const adapter = { features: new Set(features), limits: {}, requestDevice };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  return requests;
}

afterEach(() => vi.unstubAllGlobals());

describe('Gpu.open', () => {
  const both = ['subgroups', 'shader-f16'];

  it('asks for what kernels can use and the adapter has, and for nothing else', async () => {
    const requests = offer(['timestamp-query', 'shader-f16'], [fakeDevice(['shader-f16'])]);
    await Gpu.open();
    expect(requests).toEqual([['shader-f16']]);
  });

  it('tries nothing out where there is nothing to try, or nobody wants it', async () => {
    for (const [features, wanted] of [
      [[], allAbilities],
      [both, noAbilities],
    ] as const) {
      const device = fakeDevice([]);
      expect(offer(features, [device])).toEqual([]);
      expect((await Gpu.open(wanted)).abilities).toEqual(noAbilities);
      expect(device.compiled).toBe(0);
    }
  });

  it('keeps the device and its plain kernels where the trial fails', async () => {
    const device = fakeDevice(both);
    const requests = offer(both, [device]);
    const gpu = await Gpu.open();
    expect(gpu.abilities).toEqual(noAbilities);
    expect(gpu.device).toBe(device);
    expect(requests).toEqual([both]);
    expect(device.compiled).toBeGreaterThan(0);
    // Complaints of whatever comes next are heard again.
    expect(device.scopes).toEqual([]);
  });

  it('opens another device without them where the first does not survive the trial, or is not given', async () => {
    for (const first of [fakeDevice(both, Promise.resolve({ reason: 'unknown' })), new Error('refused')]) {
      const second = fakeDevice([]);
      const requests = offer(both, [first, second]);
      const gpu = await Gpu.open();
      expect(gpu.device).toBe(second);
      expect(gpu.abilities).toEqual(noAbilities);
      expect(requests).toEqual([both, []]);
    }
  });

  it('says so where no device is given at all', async () => {
    offer(both, [new Error('refused'), new Error('refused again')]);
    await expect(Gpu.open()).rejects.toMatchObject({
      kind: 'backend-unavailable',
      fields: { reason: 'Error: refused again' },
    });
  });
});

describe('abilities', () => {
  it('are found and named by the features of a device', () => {
    expect(abilitiesOf(new Set(['subgroups', 'x']))).toEqual({ subgroups: true, halves: false });
    expect(featuresOf(allAbilities)).toEqual(['subgroups', 'shader-f16']);
    expect(abilitiesOf(new Set(featuresOf(allAbilities)))).toEqual(allAbilities);
    expect(featuresOf(noAbilities)).toEqual([]);
  });
});

describe('abilityTrials', () => {
  const trials = abilityTrials();
  const halves = trials.find(({ ability }) => ability === 'halves')!;
  const [sums] = trials.filter(({ ability }) => ability === 'subgroups');

  it('try every ability, by kernels whose inputs and outputs fit', () => {
    expect(new Set(trials.map(({ ability }) => ability))).toEqual(new Set(Object.keys(allAbilities)));
    for (const { plain, able, given } of trials) {
      expect(plain.source).not.toContain('enable');
      expect(able.source).toMatch(/^enable (subgroups|f16);\n/);
      expect(able.bindings).toEqual(plain.bindings);
      expect([...Object.keys(given), 'output']).toEqual(plain.bindings);
    }
  });

  it('allow sums in another order the last bits, and nothing more', () => {
    const plain = Float32Array.of(0.5, -2, 1);
    expect(
      sums.agree(
        plain,
        plain.map((value) => value + 1e-6),
      ),
    ).toBe(true);
    expect(
      sums.agree(
        plain,
        plain.map((value) => value + 4e-6),
      ),
    ).toBe(false);
    expect(sums.agree(plain, Float32Array.of(0.5, NaN, 1))).toBe(false);
    expect(sums.agree(Float32Array.of(NaN, NaN), Float32Array.of(NaN, NaN))).toBe(false);
    expect(sums.agree(new Float32Array(3), new Float32Array(3))).toBe(false);
  });

  it('allow what is read nothing', () => {
    const plain = Float32Array.of(0, 1, 2 ** -24);
    expect(halves.agree(plain, plain.slice())).toBe(true);
    expect(halves.agree(plain, Float32Array.of(-0, 1, 2 ** -24))).toBe(false);
    expect(halves.agree(plain, Float32Array.of(0, 1, 0))).toBe(false);
    expect(halves.agree(new Float32Array(3), new Float32Array(3))).toBe(false);
  });
});
