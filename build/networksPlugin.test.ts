import { cpSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networks } from 'virtual:networks';
import { expect, test } from 'vitest';
import { readReports } from './networkReportsPlugin.ts';
import { readNetworks } from './networksPlugin.ts';

const models = join(import.meta.dirname, '../public/models');

test('the module lists the networks of public/models, one that is loaded unasked first', () => {
  expect(networks.map(({ id }) => id)).toContain('mnist-28');
  expect(networks[0].onRequest).toBe(false);
});

test.each(networks)('$id tells its weights’ true size and a shape of three numbers', (network) => {
  const file = join(models, network.id, 'diffusion_pytorch_model.fp16.safetensors');
  expect(statSync(file).size).toBe(network.bytes);
  expect(network.imageShape).toHaveLength(3);
  expect(network.parameters).toBeGreaterThan(0);
  expect(['epsilon', 'sample', 'v_prediction']).toContain(network.predictionType);
});

test.each(networks)('$id’s drawing of the way back has a cell for each picture and t', (network) => {
  const { file, rows, timesteps } = network.wayBack!;
  const png = readFileSync(join(models, network.id, file));
  const [, height, width] = network.imageShape;
  // The header of a PNG holds its width and height.
  expect(png.readUInt32BE(16)).toBe(timesteps.length * (width + 1) - 1);
  expect(png.readUInt32BE(20)).toBe(rows * (height + 1) - 1);
  expect([...timesteps].sort((a, b) => b - a)).toEqual(timesteps);
});

test('a network with attributes says how a class is made up, and its report names what is told apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'networks-'));
  cpSync(join(models, 'mnist-28'), join(folder, 'drawer'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'drawer/manifest.json'), 'utf8'));
  const attributes = [
    { name: 'object', values: ['fish', 'cat'], stride: 3, open: 2 },
    { name: 'scene', values: ['sea', 'snow'], stride: 1, open: 2 },
  ];
  const classNames = ['fish, sea', 'fish, snow', 'fish', 'cat, sea', 'cat, snow', 'cat', 'sea', 'snow'];
  writeFileSync(
    join(folder, 'drawer/manifest.json'),
    JSON.stringify({ ...manifest, classNames, attributes }),
  );
  expect(readNetworks(folder)).toMatchObject([{ classNames, attributes }]);
  expect(readReports(folder)).toMatchObject([{ classNames: ['fish', 'cat'], attributes }]);
});
