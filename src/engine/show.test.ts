import { describe, expect, it } from 'vitest';
import { ddimStep } from '../math/samplers.ts';
import { makeSchedule } from '../math/schedules.ts';
import { stepsOf, subsequence } from '../math/timesteps.ts';
import type { SampledDenoiser } from './denoiser.ts';
import type { ShownFrame } from './frames.ts';
import { cornerOf } from './pictures.ts';
import { transferablesOf } from './protocol.ts';
import { sample, show, type Chunk, type SampleRequest } from './sampler.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const steps = [...stepsOf(subsequence(1000, 7, 'trailing'))].map(([t, s]) => ddimStep(schedule, t, s, 0));

/** A device that draws nothing but says what it was asked to draw; x is the number of steps taken. */
function drawingDenoiser(size = 2) {
  const asked: [count: number, what: string | null, isLast: boolean][] = [];
  const denoiser: SampledDenoiser = {
    network: { imageShape: [1, size, 1], size, schedule },
    begin: ({ batch = 1 }) => {
      let done = 0;
      return {
        take: async (count, { every, isLast }) => {
          const states = Array.from({ length: every ? 3 * count : 0 }, (_, i) => done + Math.floor(i / 3));
          done += count;
          if (isLast) states.push(done);
          return Float32Array.from(states.flatMap((x) => new Array<number>(batch * size).fill(x)));
        },
        draw: async (count, what, isLast) => {
          asked.push([count, what, isLast]);
          done += count;
          const sheet = what && ({ width: size, height: 1, close: () => undefined } as ImageBitmap);
          return { sheet, values: new Float32Array(isLast ? batch * size : 0).fill(done) };
        },
        dispose: () => undefined,
      };
    },
  };
  return { denoiser, asked };
}

/** Chunks of 1, 4 and then as many steps as are left. */
const clock = () => {
  let time = 0;
  return () => (time += 25);
};

async function shown(request: Partial<SampleRequest>, size?: number) {
  const { denoiser, asked } = drawingDenoiser(size);
  const chunks: Chunk<ShownFrame>[] = [];
  for await (const chunk of show(denoiser, { steps, seed: 1, ...request }, clock())) chunks.push(chunk);
  return { chunks, asked, frames: chunks.flatMap((chunk) => chunk.frames) };
}

const times = steps.map(({ t }) => t);

describe('showing a run', () => {
  it('draws every state, batch after batch, and has numbers of the result alone', async () => {
    const { frames, chunks, asked } = await shown({ batch: 4 });
    expect(asked).toEqual([
      [1, 'every', false],
      [4, 'every', false],
      [2, 'every', true],
    ]);
    expect(frames.map(({ t }) => t)).toEqual([...times, 0]);
    expect(chunks[1].frames[2]).toMatchObject({
      xt: { first: 24 },
      xHat0: { first: 28 },
      eps: { first: 32 },
    });
    expect(chunks.map(({ result }) => result && [...result])).toEqual([null, null, new Array(8).fill(7)]);
    expect(frames.at(-1)!.xt).toBe(chunks[2].result);
  });

  it('draws the newest state of a chunk, or nothing, when that is asked', async () => {
    const newest = await shown({ keep: 'newest' });
    expect(newest.asked.map(([, what]) => what)).toEqual(['newest', 'newest', null]);
    expect(newest.frames.map(({ t }) => t)).toEqual([times[1], times[5], 0]);
    const last = await shown({ keep: 'last' });
    expect(last.asked.map(([, what]) => what)).toEqual([null, null, null]);
    expect(last.frames.map(({ t }) => t)).toEqual([0]);
  });

  it('keeps no more frames on the device than it has room for', async () => {
    // 12 MiB a step: two of them.
    const { asked } = await shown({}, 2 ** 20);
    expect(asked.map(([count]) => count)).toEqual([1, 2, 2, 2]);
    const unbounded = await shown({ keep: 'last' }, 2 ** 20);
    expect(unbounded.asked.map(([count]) => count)).toEqual([1, 4, 2]);
  });

  it('hands each sheet over once', async () => {
    const { chunks } = await shown({});
    expect(transferablesOf(chunks[1])).toEqual([(chunks[1].frames[0].xt as { sheet: ImageBitmap }).sheet]);
    expect(transferablesOf(chunks[2])).toHaveLength(2);
  });

  it('in numbers, the newest states are those of every state’s', async () => {
    const framesOf = async (keep: SampleRequest['keep']) => {
      const frames = [];
      for await (const chunk of sample(drawingDenoiser().denoiser, { steps, seed: 1, keep }, clock()))
        frames.push(...chunk.frames);
      return frames;
    };
    const every = await framesOf('every');
    const newest = await framesOf('newest');
    expect(newest.map(({ t }) => t)).toEqual([times[1], times[5], 0]);
    for (const { t, xt } of newest) expect(xt).toEqual(every.find((frame) => frame.t === t)!.xt);
  });
});

it('cells of a sheet lie row by row', () => {
  const sheet = { width: 30, height: 16 } as ImageBitmap;
  const shape = { width: 10, height: 8 };
  expect([0, 2, 3, 5].map((first) => cornerOf({ sheet, first }, shape))).toEqual([
    [0, 0],
    [20, 0],
    [0, 8],
    [20, 8],
  ]);
});
