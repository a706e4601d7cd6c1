import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { largeNetwork } from '../src/bench/networks.ts';
import { LARGE } from '../src/figures/speed/state.ts';
import { models, readNetworks } from './networksPlugin.ts';
import { readStepCosts } from './stepCostsPlugin.ts';

const costs = readStepCosts();

it('costs are of the networks that ship, whose parameters are those of their manifests', () => {
  const { parameters } = JSON.parse(readFileSync(join(models, 'mnist-28/manifest.json'), 'utf8'));
  const digits = costs.filter(({ net }) => net === 'mnist-28');
  expect(digits.map(({ batch }) => batch)).toEqual([1, 16]);
  expect(digits[0]).toMatchObject({ parameters, bytesPerWeight: 2 });
  // Every weight is read once at least.
  expect(digits[0].bytes).toBeGreaterThan(2 * parameters);
});

it('networks that load unasked take at most 90 dispatches a step, the others what docs/benchmarks/README.md says', () => {
  const unasked = new Set(readNetworks().flatMap(({ id, onRequest }) => (onRequest ? [] : [id])));
  for (const { net, dispatches } of costs.filter((cost) => unasked.has(cost.net)))
    expect(dispatches, net).toBeLessThanOrEqual(90);
  const said = readFileSync(new URL('../docs/benchmarks/README.md', import.meta.url), 'utf8');
  const photos = costs.find(({ net }) => net === 'cifar10-32')!;
  expect(said.replace(/\s+/g, ' ')).toContain(`takes ${photos.dispatches}, more than the 90`);
});

it('the large network has the parameters of its name, and the page knows that name', () => {
  const large = costs.find(({ net }) => net === LARGE)!;
  expect(large.net).toBe(largeNetwork.id);
  expect((large.parameters / 1e6).toFixed(2)).toBe('8.95');
  expect(large.dispatches).toBeLessThanOrEqual(160);
});
