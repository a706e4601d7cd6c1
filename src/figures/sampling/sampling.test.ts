import { describe, expect, it } from 'vitest';
import type { Frame } from '../../engine/index.ts';
import { ddimStep, ddpmStep } from '../../math/samplers.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { readState, writeState } from '../../ui/demoState.ts';
import { classNumber, classParameter, shownClass } from './classLabel.ts';
import { detailOf } from './detailOf.ts';
import { formulaEngine } from './formulaEngine.ts';
import { createGate } from './gate.ts';
import { interleaved } from './interleaved.ts';
import { samplingSteps } from './samplingSteps.ts';
import { nearestFrame, pictureOf, rootMeanSquare, trajectories } from './trajectory.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const ddim = (count: number) => samplingSteps(schedule, count, (t, s) => ddimStep(schedule, t, s, 0));

describe('steps of a run', () => {
  it.each([1, 2, 7, 50, 333, 1000])('%i steps start at T with ᾱ_T, join up and end at the data', (count) => {
    for (const spacing of ['trailing', 'linspace'] as const) {
      const steps = samplingSteps(schedule, count, (t, s) => ddimStep(schedule, t, s, 0), spacing);
      expect(steps).toHaveLength(count);
      expect(steps[0]).toMatchObject({ t: 1000, alphaBar: schedule.alphaBar[1000] });
      expect(steps[count - 1].s).toBe(0);
      steps.slice(1).forEach(({ t }, i) => expect(t).toBe(steps[i].s));
    }
  });
});

describe('runs in turn', () => {
  const engine = formulaEngine({ mean: 0.3, variance: 0.2, size: 4 }, 4);
  const requests = { few: { steps: ddim(5), seed: 3 }, many: { steps: ddim(40), seed: 3 } };

  it('all come down together', async () => {
    const reached = { few: 1000, many: 1000 };
    for await (const { id, chunk } of interleaved(engine, requests)) {
      const other = id === 'few' ? 'many' : 'few';
      expect(reached[id]).toBeGreaterThanOrEqual(reached[other]);
      reached[id] = chunk.done === chunk.total ? 0 : requests[id].steps[chunk.done].t;
    }
    expect(reached).toEqual({ few: 0, many: 0 });
  });

  it('give the same frames as each alone, and count calls and time', async () => {
    let last: Awaited<ReturnType<ReturnType<typeof trajectories<'few' | 'many'>>['next']>>['value'];
    for await (const known of trajectories(engine, requests)) last = known;
    const { few, many } = last!;
    const alone = [];
    for await (const { frames } of engine.sample(requests.many)) alone.push(...frames);
    expect(many.frames).toEqual(alone);
    expect(many.frames).toHaveLength(41);
    expect(many.networkCalls).toBe(40);
    expect(many.milliseconds).toBe(50);
    expect(few.done).toBe(5);
  });

  it('are all ended when the loop is left', async () => {
    let ended = 0;
    const counting = {
      async *sample(request: Parameters<typeof engine.sample>[0]) {
        try {
          yield* engine.sample(request);
        } finally {
          ended++;
        }
      },
    };
    let chunks = 0;
    for await (const { chunk } of interleaved(counting, requests))
      if (chunk.done > 0 && ++chunks === 3) break;
    expect(ended).toBe(2);
  });

  it('share x_T and, at equal t, their noise, whatever their number of steps', async () => {
    const ddpm = (count: number) =>
      samplingSteps(schedule, count, (t, s) => ddpmStep(schedule, t, s, 'beta'));
    const [a, b] = [ddpm(10), ddpm(20)];
    // Data of no variance: the network's answer is the mean, so what is left of a step is its noise.
    const still = formulaEngine({ mean: 0, variance: 0, size: 6 }, 100);
    const noiseLeaving = async (steps: typeof a, t: number) => {
      const frames: Frame[] = [];
      for await (const chunk of still.sample({ steps, seed: 8 })) frames.push(...chunk.frames);
      const i = steps.findIndex((step) => step.t === t);
      return frames[i + 1].xt.map((x, k) => (x - steps[i].xt * frames[i].xt[k]) / steps[i].noise);
    };
    for (const t of [1000, 600, 200]) {
      const z = await noiseLeaving(a, t);
      (await noiseLeaving(b, t)).forEach((value, k) => expect(value).toBeCloseTo(z[k], 4));
    }
  });
});

describe('frames', () => {
  it('the nearest in t is found', () => {
    const frames = [{ t: 1000 }, { t: 500 }, { t: 0 }];
    expect(nearestFrame(frames, 740)?.t).toBe(500);
    expect(nearestFrame(frames, 760)?.t).toBe(1000);
    expect(nearestFrame([], 3)).toBeNull();
  });

  it('a batch is cut, and differences are measured', () => {
    const batch = Float32Array.of(0, 1, 2, 3);
    expect([...pictureOf(batch, 1, 2)]).toEqual([2, 3]);
    expect(rootMeanSquare([1, 1], [0, 3])).toBeCloseTo(Math.sqrt(2.5), 12);
  });
});

it('a closed gate lets nobody pass until it opens', async () => {
  const gate = createGate();
  await gate.passed();
  gate.close();
  let passed = false;
  const waiting = gate.passed().then(() => (passed = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(passed).toBe(false);
  gate.open();
  await waiting;
  expect(passed).toBe(true);
});

describe('what a network is asked for', () => {
  const digits = { names: ['0', '1', '2', '7'], hasAny: true };
  const objects = { names: ['fish', 'house', 'tree'], hasAny: true };

  it('is a class by name, by number, or any', () => {
    expect(classNumber('house', objects)).toBe(1);
    expect(classNumber('2', objects)).toBe(2);
    expect(classNumber('any', objects)).toBeNull();
    // A class that is called 7 is not class number 7.
    expect(classNumber('7', digits)).toBe(3);
    expect(classNumber('3', digits)).toBe(3);
    for (const asked of ['rocket', '3', '-1', '1.5', '1e0', ' 1', '', 'Fish'])
      expect(classNumber(asked, objects), asked).toBeUndefined();
  });

  it('is the first class where the network does not have it', () => {
    expect(shownClass('rocket', objects)).toBe(0);
    expect(shownClass('any', { ...objects, hasAny: false })).toBe(0);
    expect(shownClass('rocket', { names: [], hasAny: false })).toBeNull();
    expect(shownClass('any', { names: [], hasAny: false })).toBeNull();
  });

  it('comes back from a link, under its old name too', () => {
    const table = { label: classParameter('3') };
    const read = (fragment: string) => readState('race', table, fragment);
    expect(read('race.label=house').values.label).toBe('house');
    expect(read('race.digit=7').values.label).toBe('7');
    expect(read('race.digit=none').values.label).toBe('none');
    expect(classNumber('none', objects)).toBeNull();
    expect(read('race.label=%3Cimg%3E').problems).toHaveLength(1);
    expect(writeState('race', table, { label: 'great white shark' }, 'race.digit=7')).toBe(
      'race.label=great+white+shark',
    );
    expect(read('race.label=great+white+shark').values.label).toBe('great white shark');
  });
});

it('a network that knows few times is asked at no more of them', () => {
  const short = makeSchedule({ id: 'linear', T: 20 });
  const steps = samplingSteps(short, 50, (t, s) => ddimStep(short, t, s, 0));
  expect(steps.map(({ t }) => t)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
});

it('detail counts neighbours along and across, channel by channel', () => {
  const shape = { width: 2, height: 2, channels: 3, size: 12 };
  // Red goes from 0 to 1 to the right, green from 0 to 2 downwards, blue is flat: of four pairs of pixels.
  const picture = [0, 0, 5, 1, 0, 5, 0, 2, 5, 1, 2, 5];
  expect(detailOf(picture, shape)).toBeCloseTo(Math.sqrt((2 * 1 + 2 * 4) / 12), 12);
  const noise = gaussianField(5, 0, 3 * 64 * 64, new Float32Array(3 * 64 * 64));
  expect(detailOf(noise, { width: 64, height: 64, channels: 3, size: noise.length })).toBeCloseTo(
    Math.SQRT2,
    1,
  );
});
