import type { PredictRequest } from '../engine/denoiser.ts';
import { gaussianField } from '../math/rng.ts';
import { benchLabels, type Contender, type Entrant, type Job } from './contender.ts';
import type { BenchDevice } from './device/benchDevice.ts';
import { CountedDevice, type DeviceCounts } from './device/countedDevice.ts';
import { roundsFor, stepsPerBlock, trialsFor, turns } from './effort.ts';
import { failureOf, otherAnswer } from './failure.ts';
import type { Effort } from './options.ts';
import type { BenchDoing, BenchEntry, BenchFailure, BenchRow, QualifyingStep, TriedWay } from './row.ts';
import { median, quantile, relativeDifference } from './statistics.ts';

/** Two float32 engines on the same weights are closer than this; what is not computes something else. */
export const sameNetwork = 1e-3;

export type ComparisonEvent =
  | { kind: 'doing'; doing: BenchDoing }
  | { kind: 'row'; row: BenchRow }
  | { kind: 'failed'; failure: BenchFailure };

/** What engines of one kind of device are compared on. */
export interface Comparison {
  net: string;
  job: Job;
  effort: Effort;
  /** The device that all of them share; null where there is none. */
  gpu: BenchDevice | null;
  /** ε̂ at `probe(job)` by the reference engine. */
  reference: Float32Array;
  signal?: AbortSignal;
}

/** Where every engine is asked what it thinks: the network's own noise, a different t for each picture. */
export function probe({ folder, batch }: Job): PredictRequest {
  const { config, schedule } = folder;
  const count = batch * config.sampleSize[0] * config.sampleSize[1] * config.inChannels;
  const t = Array.from({ length: batch }, (_, i) => 1 + Math.floor(((i + 0.5) / batch) * (schedule.T - 1)));
  return { xt: gaussianField(7, 0, count, new Float32Array(count)), t, labels: benchLabels(folder, batch) };
}

/** An engine that may take part, with what is known of it before the rounds. */
interface Ready {
  entrant: Entrant;
  contender: Contender;
  parity: number;
  cold: number;
  /** Milliseconds of a warm step, in the best of its trials. */
  step: number;
  steps: number;
  counts: DeviceCounts | null;
  times: number[];
  issuing: number[];
  /** The engine's ways so far, this one among them. */
  tried: TriedWay[];
}

/**
 * Opens the engines, asks each the same question, refuses those whose answer is wrong, then lets the others take their
 * blocks of steps in turn, so that whatever else the machine does hits all of them.
 */
export async function* compared(
  entrants: readonly Entrant[],
  comparison: Comparison,
): AsyncGenerator<ComparisonEvent, void, undefined> {
  const { signal, effort } = comparison;
  let ready: Ready[] = [];
  try {
    for (const entrant of entrants) {
      signal?.throwIfAborted();
      try {
        const ways = entrants.filter((other) => isSameEngine(other, entrant)).length;
        ready = await withBest(ready, yield* qualified(entrant, ways, comparison));
      } catch (error) {
        yield { kind: 'failed', failure: failureOf(entryOf(entrant, comparison), error) };
      }
    }
    const rounds = roundsFor(
      ready.map(({ step, steps }) => step * steps),
      effort,
    );
    for (const { round, contender: one } of turns(ready, ready.length === 0 ? 0 : rounds)) {
      signal?.throwIfAborted();
      const entry = entryOf(one.entrant, comparison);
      yield { kind: 'doing', doing: { step: 'round', round: round + 1, rounds, ...entry } };
      if (!ready.includes(one)) continue;
      try {
        await takeBlock(one, comparison);
      } catch (error) {
        ready = ready.filter((other) => other !== one);
        yield { kind: 'failed', failure: failureOf(entry, error) };
        await closed(one);
      }
    }
    for (const one of ready) yield { kind: 'row', row: rowOf(one, comparison, rounds) };
  } finally {
    for (const one of ready) await closed(one);
  }
}

/** @param ways of this engine that there are @throws Error where it does not run, or says something else than the reference */
async function* qualified(
  entrant: Entrant,
  ways: number,
  comparison: Comparison,
): AsyncGenerator<ComparisonEvent, Ready, undefined> {
  const { job, effort, gpu, reference } = comparison;
  const { now } = job;
  const doing = (step: QualifyingStep): ComparisonEvent => ({
    kind: 'doing',
    doing: { step, ...entryOf(entrant, comparison) },
  });
  const counter = gpu && new CountedDevice(gpu.device);
  // From the start, so that the sizes of bind groups are known that are made once.
  counter?.start();
  let contender: Contender | null = null;
  let isReady = false;
  try {
    if (entrant.load !== undefined) {
      yield doing('load');
      await entrant.load();
    }
    yield doing('open');
    const opened = now();
    contender = await entrant.open(job);
    await contender.block(1);
    const cold = now() - opened;
    yield doing('warm');
    // A second time nothing is compiled any more, and captures have been made when it is done.
    counter?.start();
    const warm = now();
    await contender.block(1);
    await gpu?.assertHealthy();
    const steps = stepsPerBlock(now() - warm, effort);
    const one = counter?.stop();
    yield doing('parity');
    const parity = relativeDifference(await contender.predict(probe(job)), reference);
    if (!(parity <= sameNetwork)) throw otherAnswer(parity);
    yield doing('trial');
    counter?.start();
    const counted = await timed(contender, steps, now);
    const many = counter?.stop();
    const counts = one && many ? perFurtherStep(one, many, steps) : null;
    // Counting costs microseconds, which count where steps are quick.
    const trials = counted < 1000 ? [] : [counted];
    while (trials.length < trialsFor(counted, ways)) trials.push(await timed(contender, steps, now));
    await gpu?.assertHealthy();
    const step = Math.min(...trials) / steps;
    const tried = [{ variant: entrant.variant, step_ms: step }];
    isReady = true;
    return { entrant, contender, parity, cold, step, steps, counts, times: [], issuing: [], tried };
  } finally {
    counter?.stop();
    // It was refused, it threw, or nobody asks for more.
    if (!isReady && contender !== null) await closed({ contender });
  }
}

async function timed(contender: Contender, steps: number, now: () => number): Promise<number> {
  const started = now();
  await contender.block(steps);
  return now() - started;
}

/** What a further step adds: beginning a run (its noise, its tables) is no part of it. */
function perFurtherStep(one: DeviceCounts, many: DeviceCounts, steps: number): DeviceCounts {
  const added = (name: keyof DeviceCounts): number =>
    Math.round((100 * (many[name] - one[name])) / (steps - 1)) / 100;
  return {
    dispatches: added('dispatches'),
    submits: added('submits'),
    readbacks: added('readbacks'),
    bytes: Math.round(added('bytes')),
  };
}

const isSameEngine = (a: Entrant, b: Entrant): boolean => a.engine === b.engine && a.backend === b.backend;

/** Of several ways of one engine, the fastest stays, and keeps what the others took. */
async function withBest(ready: readonly Ready[], one: Ready): Promise<Ready[]> {
  const rival = ready.find(({ entrant }) => isSameEngine(entrant, one.entrant));
  if (rival === undefined) return [...ready, one];
  const [faster, slower] = rival.step <= one.step ? [rival, one] : [one, rival];
  await closed(slower);
  const best = { ...faster, tried: [...rival.tried, ...one.tried] };
  return ready.map((other) => (other === rival ? best : other));
}

async function takeBlock(one: Ready, { job, gpu }: Comparison): Promise<void> {
  const started = job.now();
  const issuing = await one.contender.block(one.steps);
  one.times.push((job.now() - started) / one.steps);
  if (issuing !== null) one.issuing.push(issuing / one.steps);
  await gpu?.assertHealthy();
}

/** What cannot be closed has no more to say. */
const closed = ({ contender }: Pick<Ready, 'contender'>): Promise<void> =>
  Promise.resolve()
    .then(() => contender.close())
    .catch(() => undefined);

/** What the others are held against (reference.ts). */
const isReference = ({ engine, backend, variant }: Entrant): boolean =>
  engine === 'ours' && backend === 'wasm' && variant === '1 thread';

function rowOf(one: Ready, comparison: Comparison, rounds: number): BenchRow {
  const { entrant, counts, steps, times, issuing, tried } = one;
  return {
    ...entryOf(entrant, comparison),
    step_ms: median(times),
    p95_ms: quantile(times, 0.95),
    js_ms: issuing.length > 0 ? median(issuing) : null,
    dispatches: counts && counts.dispatches,
    submits: counts && counts.submits,
    readbacks: counts && counts.readbacks,
    bytes: counts && counts.bytes,
    parity: isReference(entrant) ? null : one.parity,
    cold_ms: one.cold,
    steps,
    rounds,
    tried: tried.length > 1 ? tried : [],
  };
}

const entryOf = ({ engine, backend, variant }: Entrant, { net, job }: Comparison): BenchEntry => ({
  net,
  batch: job.batch,
  engine,
  backend,
  variant,
});
