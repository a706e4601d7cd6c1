import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { largeNetwork } from '../src/bench/networks.ts';
import { LARGE } from '../src/figures/speed/state.ts';
import { models } from './networksPlugin.ts';
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

it('the large network has the parameters of its name, and the page knows that name', () => {
  const large = costs.find(({ net }) => net === LARGE)!;
  expect(large.net).toBe(largeNetwork.id);
  expect((large.parameters / 1e6).toFixed(2)).toBe('8.95');
  expect(large.dispatches).toBeLessThanOrEqual(160);
});
