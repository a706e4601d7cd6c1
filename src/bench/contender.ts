import type { PredictRequest } from '../engine/denoiser.ts';
import type { Labels } from '../engine/noisyNetwork.ts';
import type { ModelFolder } from '../engine/modelFolder.ts';
import { longestChunk, type SampleRequest } from '../engine/sampler.ts';
import { ddimStep, type StepCoefficients } from '../math/samplers.ts';
import { stepsOf, subsequence } from '../math/timesteps.ts';
import type { BenchBackend, BenchEngine } from './row.ts';

/** An engine with a network and a batch, ready to be timed. */
export interface Contender {
  /**
   * Takes the first so many of the bench's DDIM steps, from the same noise each time; the device is done when it resolves.
   * @returns milliseconds that the thread took to issue them; null where the thread computes them itself
   */
  block(steps: number): Promise<number | null>;
  /** ε̂, (batch, height, width, channels). */
  predict(request: PredictRequest): Promise<Float32Array>;
  close(): void | Promise<void>;
}

/** An engine that may enter; nothing of it is loaded yet. */
export interface Entrant {
  engine: BenchEngine;
  backend: BenchBackend;
  variant: string | null;
  /** Fetches and compiles what it needs whatever the network is; the clock of the cold start is not running yet. */
  load?(): Promise<void>;
  /** Of entrants with the same name, the fastest alone is timed with the others. */
  open(job: Job): Promise<Contender>;
}

/** What every contender of a comparison gets. */
export interface Job {
  folder: ModelFolder;
  batch: number;
  now(): number;
}

/** DDIM without noise of its own (Song, Meng, Ermon 2021), at most as many steps as an engine's tables hold. */
export function benchSteps({ schedule }: ModelFolder): StepCoefficients[] {
  const times = subsequence(schedule.T, Math.min(longestChunk, schedule.T), 'trailing');
  return [...stepsOf(times)].map(([t, s]) => ddimStep(schedule, t, s, 0));
}

/** A class for each picture, in turn; none for a network without classes. */
export const benchLabels = ({ config }: ModelFolder, batch: number): Labels | undefined => {
  const classes = config.numClassEmbeds;
  return classes === null ? undefined : Array.from({ length: batch }, (_, i) => i % classes);
};

export const benchRequest = ({ folder, batch }: Job): SampleRequest => ({
  steps: benchSteps(folder),
  seed: 1,
  batch,
  labels: benchLabels(folder, batch),
  clip: 1,
});
