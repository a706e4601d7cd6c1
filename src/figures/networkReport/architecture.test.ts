import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reports } from 'virtual:network-reports';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../../build/networkReportsPlugin.ts';
import { parseUnetConfig } from '../../engine/config.ts';
import { architectureOf } from './architecture.ts';
import { blockNameOf, blocksOf } from './blocks.ts';

const models = join(import.meta.dirname, '../../../public/models');

describe.each(reports)('the architecture of $id', (report) => {
  const manifest = JSON.parse(readFileSync(join(models, report.id, 'manifest.json'), 'utf8')) as {
    parameters: number;
    bytes: number;
    weights: string;
  };
  const { entries } = readHeader(join(models, report.id, manifest.weights));
  const { layers, skips, levels } = architectureOf(parseUnetConfig(report.config));

  it('adds up to the manifest’s parameters and to every byte of the file', () => {
    const sum = (key: 'parameters' | 'bytes') =>
      report.blocks.reduce((total, block) => total + block[key], 0);
    expect(sum('parameters')).toBe(manifest.parameters);
    expect(sum('bytes') + report.headerBytes).toBe(manifest.bytes);
  });

  it('draws every block that has parameters, but for time, class and the last norm, and none else', () => {
    const undrawn = ['time_embedding', 'class_embedding', 'conv_norm_out'];
    const names = report.blocks.map(({ name }) => name).filter((name) => !undrawn.includes(name));
    expect(layers.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('has the channels of the tensors in the file', () => {
    for (const { name, inputs, outChannels } of layers) {
      const first = ['.conv1.weight', '.conv.weight', '.to_q.weight', '.weight']
        .map((ending) => entries[name + ending])
        .find((entry) => entry !== undefined);
      expect(first?.shape.slice(0, 2), name).toEqual([outChannels, inputs.reduce((a, b) => a + b)]);
    }
  });

  it('takes every skip once, on one height and at one resolution', () => {
    const rowOf = new Map(layers.map(({ name, row }) => [name, row]));
    const channelsOf = new Map(layers.map(({ name, outChannels }) => [name, outChannels]));
    expect(new Set(skips.map(([from]) => from)).size).toBe(skips.length);
    for (const [from, to] of skips) {
      expect(rowOf.get(from), `${from} → ${to}`).toBe(rowOf.get(to));
      expect(channelsOf.get(from)).toBe(layers.find(({ name }) => name === to)?.inputs[1]);
    }
  });

  it('halves from level to level', () => {
    levels.forEach(({ size }, i) => expect(size[0] * 2 ** i).toBe(report.imageShape[1]));
  });
});

describe('blocks', () => {
  it.each([
    ['down_blocks.0.resnets.1.conv1.weight', 'down_blocks.0.resnets.1'],
    ['mid_block.attentions.0.to_out.0.bias', 'mid_block.attentions.0'],
    ['up_blocks.2.upsamplers.0.conv.weight', 'up_blocks.2.upsamplers.0'],
    ['time_embedding.linear_1.weight', 'time_embedding'],
    ['conv_norm_out.bias', 'conv_norm_out'],
  ])('%s belongs to %s', (tensor, block) => expect(blockNameOf(tensor)).toBe(block));

  it('counts values and bytes', () => {
    const header = {
      'conv_in.weight': { dtype: 'F16', shape: [4, 3, 3, 3], data_offsets: [0, 216] as const },
      'conv_in.bias': { dtype: 'F16', shape: [4], data_offsets: [216, 224] as const },
    };
    expect(blocksOf(header)).toEqual([{ name: 'conv_in', parameters: 112, bytes: 224 }]);
  });
});
