import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { networks } from 'virtual:networks';
import { describe, expect, it } from 'vitest';
import type { Frame, SampleRequest } from '../../engine/index.ts';
import { shownClass } from '../../figures/sampling/classLabel.ts';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import type { Trajectory } from '../../figures/sampling/trajectory.ts';
import { detailOf } from '../../figures/sampling/detailOf.ts';
import { nearestFrame, rootMeanSquare } from '../../figures/sampling/trajectory.ts';
import { betaTilde, posteriorMeanFromEps } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { readState } from '../../ui/demoState.ts';
import { believedIn, decidingPart, LANES, requestsOf, shownAt, type Deciding } from './model.ts';
import { byteOf, recordedBytes, recordedRace, thinned, type RecordingHeader } from './recording.ts';
import { table, TIMES, timesOf } from './state.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const folder = join(import.meta.dirname, '../../../public');
/** The site's default network, as its folder says. */
const [network] = networks;
const state = readState('race', table, '').values;
const defaults = decidingPart(state, shownClass(state.label, { names: network.classNames, hasAny: true }));
const requestsWith = (part: Partial<Deciding>) => requestsOf(schedule, { ...defaults, ...part });

const engine = formulaEngine({ mean: 0.4, variance: 0.5, size: 8 });
async function framesOf(request: SampleRequest): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const chunk of engine.sample(request)) frames.push(...chunk.frames);
  return frames;
}
const resultOf = async (request: SampleRequest) => (await framesOf(request)).at(-1)!.xt;

describe('the lanes', () => {
  it('start at the same x_T, at T', async () => {
    const requests = requestsWith({ ddpmSteps: 7, middleSteps: 30, ddimSteps: 1 });
    const firsts = await Promise.all(LANES.map(async (id) => (await framesOf(requests[id]))[0]));
    firsts.forEach(({ t, xt }) => {
      expect(t).toBe(1000);
      expect(xt).toEqual(firsts[0].xt);
    });
  });

  it('a DDPM step of 1 is Algorithm 2, and a DDIM step (12), written out', () => {
    const { ddpm, ddim } = requestsWith({ ddpmSteps: 1000, ddimSteps: 1000, clip: false });
    const [xt, eps] = [-0.7, 1.1];
    const { alpha, alphaBar, beta } = schedule;
    for (const t of [1000, 640, 31, 2]) {
      const xHat0 = (xt - Math.sqrt(1 - alphaBar[t]) * eps) / Math.sqrt(alphaBar[t]);
      const down = ddpm.steps[1000 - t];
      const mean = (xt - (beta[t] / Math.sqrt(1 - alphaBar[t])) * eps) / Math.sqrt(alpha[t]);
      expect(down.x0 * xHat0 + down.xt * xt).toBeCloseTo(mean, 10);
      expect(posteriorMeanFromEps(schedule, t, xt, eps)).toBeCloseTo(mean, 10);
      expect(down.noise ** 2).toBeCloseTo(((1 - alphaBar[t - 1]) / (1 - alphaBar[t])) * beta[t], 12);
      const straight = ddim.steps[1000 - t];
      expect(straight.noise).toBe(0);
      expect(straight.x0 * xHat0 + straight.eps * eps).toBeCloseTo(
        Math.sqrt(alphaBar[t - 1]) * xHat0 + Math.sqrt(1 - alphaBar[t - 1]) * eps,
        10,
      );
    }
  });

  it('the middle one gives DDIM’s picture at η = 0 and DDPM’s at η = 1, clipped only if ε̂ is recomputed', async () => {
    const at = async (part: Partial<Deciding>) => {
      const requests = requestsWith({ ddpmSteps: 25, middleSteps: 25, ddimSteps: 25, ...part });
      const [ddpm, middle, ddim] = await Promise.all(LANES.map((id) => resultOf(requests[id])));
      return { toDdpm: rootMeanSquare(middle, ddpm), toDdim: rootMeanSquare(middle, ddim) };
    };
    expect((await at({ eta: 0 })).toDdim).toBe(0);
    expect((await at({ eta: 1, clip: false })).toDdpm).toBeLessThan(1e-6);
    expect((await at({ eta: 1, clip: true, recompute: true })).toDdpm).toBeLessThan(1e-6);
    expect((await at({ eta: 1, clip: true, recompute: false })).toDdpm).toBeGreaterThan(1e-3);
    expect((await at({ eta: 1, variance: 'beta', clip: false })).toDdpm).toBeGreaterThan(1e-3);
  });

  it('σ̂ is more noise than η = 1', () => {
    const hat = requestsWith({ sigmaHat: true }).middle.steps;
    hat
      .slice(0, -1)
      .forEach(({ t, s, noise }) => expect(noise ** 2).toBeGreaterThan(betaTilde(schedule, t, s)));
  });

  it('ask for a class, and are guided only with one', () => {
    expect(requestsWith({ label: 8, guidance: 2 }).ddim).toMatchObject({ labels: [8], guidance: 2 });
    expect(requestsWith({ label: null, guidance: 2 }).ddim).toMatchObject({ labels: [null], guidance: 1 });
  });
});

describe('what is shown', () => {
  const frame = (t: number): Frame => ({ t, xt: new Float32Array(1), xHat0: null, eps: null });
  const trajectory = (times: number[]): Trajectory => ({
    frames: times.map(frame),
    result: null,
    done: 0,
    total: 4,
    networkCalls: 0,
    milliseconds: 0,
  });
  const { ddim } = requestsWith({ ddimSteps: 4 });

  it('is the live frame once the run is there, the recorded one until then', () => {
    const live = trajectory([1000, 750]);
    const recorded = trajectory([1000, 750, 500, 250, 0]);
    expect(shownAt(800, ddim, live, recorded)).toMatchObject({ frame: { t: 750 }, isRecorded: false });
    expect(shownAt(520, ddim, live, recorded)).toMatchObject({ frame: { t: 500 }, isRecorded: true });
    expect(shownAt(520, ddim, live, null)).toBeNull();
  });

  it('the last frame’s x̂_0 is x_0', () => {
    const last = frame(0);
    expect(believedIn(last)).toBe(last.xt);
    expect(believedIn(frame(1000))).toBeNull();
  });
});

const momentOf = (values: Float32Array, power: number) =>
  values.reduce((sum, x) => sum + x ** power, 0) / values.length;

describe('the recording', () => {
  const header = JSON.parse(readFileSync(join(folder, 'recordings/race.json'), 'utf8')) as RecordingHeader;
  const again = 'run: node scripts/record.mjs';

  it('was made from the weights of the default network', () => {
    expect(header.model, again).toBe(network.id);
    const manifest = JSON.parse(readFileSync(join(folder, `models/${header.model}/manifest.json`), 'utf8'));
    expect(header.sha256, again).toBe(manifest.sha256);
  });

  it('was made with the race’s defaults', () => {
    expect(header.state, again).toEqual(defaults);
    const requests = requestsOf(schedule, defaults);
    for (const id of LANES) expect(header.lanes[id].networkCalls, again).toBe(requests[id].steps.length);
  });

  it('starts with the seed’s noise and can be read', () => {
    const race = recordedRace(header, new Uint8Array(readFileSync(join(folder, 'recordings/race.bin'))));
    expect(race.ddim.frames[0].t).toBe(1000);
    expect(race.ddim.frames.at(-1)!.t).toBe(0);
    expect(race.ddim.frames[0].xt).toEqual(race.ddpm.frames[0].xt);
    const [height, width, channels] = header.imageShape;
    const shape = { width, height, channels, size: width * height * channels };
    for (const id of LANES) {
      const picture = race[id].frames.at(-1)!.xt;
      expect(picture).toHaveLength(shape.size);
      // Dark and light parts, and far fewer edges than noise has, whose detail is √2 times its contrast.
      const contrast = Math.sqrt(momentOf(picture, 2) - momentOf(picture, 1) ** 2);
      expect(contrast).toBeGreaterThan(0.3);
      expect(detailOf(picture, shape)).toBeLessThan(0.8 * contrast);
      const strip = TIMES.map((t) => nearestFrame(race[id].frames, t)!.t);
      expect(new Set(strip).size, 'the film strip shows no frame twice').toBe(TIMES.length);
    }
  });

  it('keeps values to half a grey level, and refuses a file of the wrong length', () => {
    const values = Float32Array.from({ length: 784 }, (_, i) => Math.sin(i));
    const one: Frame = { t: 5, xt: values, xHat0: values, eps: values };
    const bytes = recordedBytes({ ddpm: [one], middle: [one], ddim: [one] }, 784);
    const lane = { times: [5], networkCalls: 1, milliseconds: 1 };
    const small = {
      ...header,
      imageShape: [28, 28, 1] as const,
      lanes: { ddpm: lane, middle: lane, ddim: lane },
    };
    const [frame] = recordedRace(small, bytes).ddim.frames;
    for (const band of [frame.xt, frame.xHat0!])
      band.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(0.5 / 127.5 + 1e-6));
    expect(frame.eps).toBeNull();
    expect(() => recordedRace(small, bytes.subarray(1))).toThrow(RangeError);
    expect([byteOf(-3), byteOf(-1), byteOf(1), byteOf(3)]).toEqual([0, 0, 255, 255]);
  });

  it('thinning keeps the ends and the times that are asked for', () => {
    const frames = Array.from({ length: 101 }, (_, i) => ({ t: 1000 - 10 * i }));
    const kept = thinned(frames, 51);
    expect(kept).toHaveLength(51);
    expect([kept[0].t, kept.at(-1)!.t]).toEqual([1000, 0]);
    expect(thinned(frames.slice(0, 3), 51)).toHaveLength(3);
    expect(thinned(frames, 51, [994, 20]).map(({ t }) => t)).toEqual(
      [...kept.map(({ t }) => t), 990].sort((a, b) => b - a),
    );
  });
});

it('the film strip goes from T to the data whatever T is, and shows no time twice', () => {
  expect(timesOf(1000, false)).toEqual(TIMES);
  expect(timesOf(500, true)).toEqual([500, 350, 200, 100, 30, 0]);
  for (const T of [1, 5, 40, 4000]) {
    const times = timesOf(T, false);
    expect([times[0], times.at(-1)]).toEqual([T, 0]);
    expect(new Set(times).size).toBe(times.length);
  }
});
