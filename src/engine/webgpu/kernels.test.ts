import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gaussianField } from '../../math/rng.ts';
import { parseUnetConfig } from '../config.ts';
import { float32FromFloat16 } from '../float16.ts';
import { interpreted } from '../plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import { Recorder } from '../plan/recorder.ts';
import { buildUnet2d } from '../unet2d.ts';
import { exactHalves } from './halves.ts';
import { convTile, patchOf, threadsOf, type ConvShape } from './kernels/convTile.ts';
import { allAbilities, noAbilities } from './abilities.ts';
import { kernelsOf } from './planProgram.ts';
import { WeightLayout } from './weightLayout.ts';

const mnist28 = parseUnetConfig(
  JSON.parse(readFileSync(new URL('../../../public/models/mnist-28/config.json', import.meta.url), 'utf8')),
);
const unet = buildUnet2d(mnist28);
const modulated = buildUnet2d({ ...mnist28, timeScalesAndShifts: true, midAttentionNumGroups: null });

describe('exactHalves', () => {
  it('finds the bits of every float16 number', () => {
    const bits = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((i) => (i & 0x7c00) !== 0x7c00);
    expect(exactHalves(float32FromFloat16(bits))).toEqual(bits);
  });

  it.each([1 + 2 ** -11, 2 ** -25, 65536, 3 * 2 ** -25, 1023.5 * 2 ** -24, NaN, Infinity])(
    'refuses %d, which float16 does not hold',
    (value) => expect(exactHalves(Float32Array.of(1, value))).toBeNull(),
  );
});

describe('WeightLayout', () => {
  const layout = new WeightLayout([planOfForward(unet, 1), planOfEmbedding(unet, 1)]);

  it('keeps every layer at a place that WebGPU binds, apart from the others', () => {
    const refs = planOfForward(unet, 1).steps.flatMap((step) =>
      step.kind === 'conv' ? [step.weights.kernel] : step.kind === 'groupNorm' ? [step.weights.scale] : [],
    );
    const ranges = refs.map((ref) => layout.bytesOf(ref, true)).sort((a, b) => a.offset - b.offset);
    ranges.forEach(({ offset, size }, i) => {
      expect(offset % 256).toBe(0);
      if (i + 1 < ranges.length) expect(offset + size).toBeLessThanOrEqual(ranges[i + 1].offset);
    });
  });

  it('pads channels to fours with zeros and keeps float16 where it is exact', () => {
    const weights = {
      kernel: { name: 'kernel', offset: 0, length: 3 * 5 },
      bias: { name: 'bias', offset: 16, length: 5 },
      size: 1 as const,
      inChannels: 3,
      outChannels: 5,
    };
    const recorder = new Recorder();
    const plan = recorder.plan(recorder.conv(recorder.input([1, 1, 1, 3]), weights));
    const arena = Float32Array.from({ length: 24 }, (_, i) => i + 1);
    const { isHalf, bytes } = new WeightLayout([plan]).packed(arena);
    expect(isHalf).toBe(true);
    const values = [...float32FromFloat16(bytes as Uint16Array)];
    const rows = [
      [1, 2, 3, 4, 5, 0, 0, 0],
      [6, 7, 8, 9, 10, 0, 0, 0],
      [11, 12, 13, 14, 15, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0],
      [17, 18, 19, 20, 21, 0, 0, 0],
    ];
    expect(values.slice(0, 40)).toEqual(rows.flat());
    arena[0] = 0.1;
    expect(new WeightLayout([plan]).packed(arena)).toMatchObject({ isHalf: false });
    expect(interpreted(plan, arena, [gaussianField(1, 0, 3)])).toHaveLength(5);
  });
});

describe('kernels', () => {
  const both = [noAbilities, allAbilities];

  it.each(both)('stay within what WebGPU promises on every device, with %j', (abilities) => {
    const plans = [unet, modulated].map((network) => planOfForward(network, 16));
    for (const kernel of plans.flatMap((plan) => kernelsOf(plan, true, abilities))) {
      expect(kernel.bindings.filter((name) => name !== 'column').length).toBeLessThanOrEqual(8);
      expect(Math.max(...kernel.workgroups)).toBeLessThanOrEqual(65535);
      const threads = Number(/@workgroup_size\((\d+)\)/.exec(kernel.source)![1]);
      expect(threads).toBeLessThanOrEqual(256);
      expect(workgroupBytes(kernel.source)).toBeLessThanOrEqual(16384);
    }
  });

  it('use what the device is said to have, and nothing else', () => {
    const plan = planOfForward(unet, 1);
    for (const subgroups of [false, true]) {
      for (const halves of [false, true]) {
        for (const isHalf of [false, true]) {
          const sources = kernelsOf(plan, isHalf, { subgroups, halves }).map(({ source }) => source);
          const uses = plan.steps.map(({ kind }) => ({
            subgroups: subgroups && kind !== 'conv',
            f16: halves && isHalf && kind !== 'attention',
          }));
          for (const [word, name] of [
            [/subgroup/i, 'subgroups'],
            [/f16/, 'f16'],
          ] as const) {
            const expected = uses.map((use) => use[name]);
            expect(sources.map((source) => word.test(source))).toEqual(expected);
            expect(sources.map((source) => source.includes(`enable ${name};`))).toEqual(expected);
          }
        }
      }
    }
  });

  it.each([unet, modulated])(
    'are the same programs for another batch, so that it need not compile',
    (net) => {
      const sources = (batch: number) =>
        new Set(
          both.flatMap((abilities) =>
            kernelsOf(planOfForward(net, batch), true, abilities).map((k) => k.source),
          ),
        );
      expect(sources(16)).toEqual(sources(1));
    },
  );
});

/** Bytes of a program's workgroup memory, vec4 and 4-byte numbers alike. */
const workgroupBytes = (source: string): number =>
  [...source.matchAll(/var<workgroup> \w+ : (?:array<([\w<>]+), (\d+)>|\w+);/g)].reduce(
    (sum, [, type, length]) => sum + (type === 'vec4<f32>' ? 16 : 4) * Number(length ?? 1),
    0,
  );

describe('convTile', () => {
  it('fits every shape into a workgroup', () => {
    for (const outWidth of [1, 3, 7, 14, 28, 32, 64, 49 * 16]) {
      for (const channels4 of [1, 3, 4, 12, 24, 64]) {
        for (const size of [1, 3] as const) {
          const outHeight = size === 1 ? 1 : outWidth % 100;
          const shape: ConvShape = { size, stride: 1, outHeight, outWidth, in4: channels4, out4: channels4 };
          const tile = convTile(shape);
          const [height, width] = patchOf(shape, tile);
          expect(threadsOf(tile)).toBeLessThanOrEqual(256);
          expect(height * width * tile.depth * 16).toBeLessThanOrEqual(16384);
        }
      }
    }
  });
});
