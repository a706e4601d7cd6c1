import { describe, expect, it } from 'vitest';
import { Recorder } from '../../plan/recorder.ts';
import type { ConvStep } from '../../plan/plan.ts';
import { noAbilities } from '../abilities.ts';
import { convKernel, convShape } from './convKernel.ts';
import { convTile, likelyTiles, patchOf, threadsOf } from './convTile.ts';

const weights = {
  kernel: { name: 'kernel', offset: 0, length: 9 * 32 * 64 },
  bias: { name: 'bias', offset: 9 * 32 * 64, length: 64 },
  size: 3 as const,
  inChannels: 32,
  outChannels: 64,
};
const recorder = new Recorder();
const plan = recorder.plan(recorder.conv(recorder.input([2, 32, 32, 32]), weights));
const step = plan.steps[0] as ConvStep;
const shape = convShape(plan, step);

describe('likelyTiles', () => {
  const tiles = likelyTiles(shape, 10);

  it('begins with the model’s own, and names no tile twice', () => {
    expect(shape).toEqual({ size: 3, stride: 1, outHeight: 32, outWidth: 32, in4: 8, out4: 16 });
    expect(tiles[0]).toEqual(convTile(shape));
    expect(new Set(tiles.map((tile) => JSON.stringify(tile))).size).toBe(10);
  });

  it('are cut differently, for devices of different sizes', () => {
    expect(new Set(tiles.map(({ pixels }) => pixels)).size).toBeGreaterThan(1);
    expect(new Set(tiles.map(threadsOf)).size).toBeGreaterThan(2);
  });

  it('has as many as there are, where more are asked for', () => {
    const one = { size: 1, stride: 1, outHeight: 1, outWidth: 1, in4: 1, out4: 1 } as const;
    expect(likelyTiles(one, 10)).toEqual([convTile(one)]);
  });

  it('each make a program, which covers the picture', () => {
    const sources = tiles.map((tile) => {
      const kernel = convKernel(plan, step, true, noAbilities, tile);
      const perRow = Math.ceil(32 / (tile.strips * tile.pixels));
      const expected = [perRow * Math.ceil(32 / tile.rows), Math.ceil(16 / tile.groups), 2];
      expect(kernel.workgroups).toEqual(expected);
      expect(kernel.source).toContain(`@workgroup_size(${threadsOf(tile)})`);
      const [height, width] = patchOf(shape, tile);
      expect(kernel.source).toContain(`array<vec4<f32>, ${height * width * tile.depth}>`);
      return kernel.source;
    });
    expect(new Set(sources).size).toBe(10);
    expect(convKernel(plan, step, true, noAbilities).source).toBe(sources[0]);
  });
});
