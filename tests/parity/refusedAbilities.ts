/** The device's trial of its abilities, given kernels that are wrong: it must refuse them, and nobody else may hear of it. */
import { abilitiesOf, type Abilities } from '../../src/engine/webgpu/abilities.ts';
import { abilityTrials, type Trial } from '../../src/engine/webgpu/abilityTrials.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { provenAbilities } from '../../src/engine/webgpu/provenAbilities.ts';

/** Kernels that use an ability, spoiled; whichever of the words a kernel has. */
const spoiled: Record<string, (source: string) => string> = {
  'adds wrongly, reads wrongly': (source) =>
    source
      .replaceAll('subgroupAdd(mine)', '1.0001 * subgroupAdd(mine)')
      .replaceAll('sum = subgroupAdd(sum)', 'sum = subgroupMax(sum)')
      .replaceAll('vec4<f32>(layer[i])', '1.0005 * vec4<f32>(layer[i])'),
  'writes nothing': (source) =>
    source.replaceAll(/output\[.*\] = .*?;/g, 'for (var no = 1u; no < 1u; no++) { $& }'),
  'gives no number': (source) => source.replaceAll(/(output\[.*\]) = (.*?);/g, '$1 = log(-1.0 - abs($2));'),
  'does not compile': (source) => `${source}\nfn main() {}`,
};

/** What is proven of each of the device's abilities, as it is and with spoiled kernels of its own; and complaints heard. */
export async function refusedAbilities(gpu: Gpu): Promise<{
  has: Abilities;
  asIs: Abilities;
  wronglyProven: string[];
  complaints: number;
  bytesKept: number;
}> {
  const { device } = gpu;
  const has = abilitiesOf(device.features);
  let complaints = 0;
  const listen = (event: GPUUncapturedErrorEvent): void => {
    complaints++;
    event.preventDefault();
  };
  device.addEventListener('uncapturederror', listen);
  const before = gpu.held.bytes;
  const asIs = await provenAbilities(gpu, has);
  const wronglyProven: string[] = [];
  for (const ability of ['subgroups', 'halves'] as const) {
    for (const [name, spoil] of has[ability] ? Object.entries(spoiled) : []) {
      // All but one of its kernels are right, and so are those of the other ability.
      const trials = abilityTrials();
      for (const [i, trial] of trials.entries()) {
        if (trial.ability !== ability) continue;
        const wrong: Trial = { ...trial, able: { ...trial.able, source: spoil(trial.able.source) } };
        if (wrong.able.source === trial.able.source)
          throw new Error(`${name}: ${trial.able.label} is as it was`);
        const proven = await provenAbilities(gpu, has, () => trials.with(i, wrong));
        const expected = { ...asIs, [ability]: false };
        if (proven.subgroups !== expected.subgroups || proven.halves !== expected.halves) {
          wronglyProven.push(`${trial.able.label} ${name}: ${JSON.stringify(proven)}`);
        }
      }
    }
  }
  const thrown = await provenAbilities(gpu, has, () => {
    throw new Error('a kernel that cannot be written');
  });
  if (thrown.subgroups || thrown.halves) wronglyProven.push('without trials');
  device.removeEventListener('uncapturederror', listen);
  return { has, asIs, wronglyProven, complaints, bytesKept: gpu.held.bytes - before };
}
