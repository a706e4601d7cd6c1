import { parseUnetConfig } from './config.ts';
import { findModel } from './findModel.ts';
import type { Schedule } from '../math/schedules.ts';
import { pathsOf, type FolderFile } from './folder.ts';
import { classNamesOf, isOurManifest, parseManifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import { safetensorsHeader } from './safetensorsHeader.ts';
import { assumedSchedule, parseSchedulerConfig, type PredictionType } from './schedulerConfig.ts';

/**
 * A network as the reader's files, found but not yet read in full. Plain data and Blobs: it can be posted to the worker
 * and kept in IndexedDB.
 */
export interface ModelFiles {
  /** The folder's name. */
  name: string;
  /** config.json as it is. */
  config: unknown;
  /** scheduler_config.json as it is; null when there is none. */
  scheduler: unknown | null;
  /** Ours, as it is; null when there is none. */
  manifest: unknown | null;
  /** One file, or the parts of a sharded one. */
  weights: readonly { file: string; blob: Blob }[];
}

/** What the files say of the network, without its weights being read. */
export interface ModelDescription {
  name: string;
  parameters: number;
  /** Of the weights' files. */
  bytes: number;
  /** [channels, height, width] */
  imageShape: [number, number, number];
  classNames: string[];
  /** One row more than there are classes means "no class", so that guidance works. */
  hasNullClass: boolean;
  predictionType: PredictionType;
  schedule: Schedule;
  /** No scheduler_config.json: DDPM's linear schedule and ε are assumed. */
  isScheduleAssumed: boolean;
  /** How the file stores its numbers. */
  dtypes: string[];
}

/** The largest weights that are read, all files together; a browser's tab holds them three times while it starts. */
export const largestWeights = 2 ** 30;

/**
 * Finds the network among the files of a folder (or a few files): its config, its schedule, its weights, in one folder
 * or in a pipeline's `unet/` and `scheduler/`. Only JSON is read here.
 * @param files from an input (their `webkitRelativePath` is their path), or with their path in the folder
 * @throws ModelError
 */
export async function readModelFiles(files: readonly File[] | readonly FolderFile[]): Promise<ModelFiles> {
  const found = await findModel(pathsOf(files));
  const bytes = found.weights.reduce((sum, { blob }) => sum + blob.size, 0);
  if (bytes > largestWeights) {
    throw new ModelError('too-large', { file: found.weights[0].file, bytes, limit: largestWeights });
  }
  return found;
}

/**
 * Reads the JSON files and the weights' headers.
 * @throws ModelError
 */
export async function describeModelFiles(files: ModelFiles): Promise<ModelDescription> {
  const { sampleSize, inChannels, numClassEmbeds } = parseUnetConfig(files.config);
  const { schedule, predictionType } = trainedScheduleOf(files);
  let parameters = 0;
  const dtypes = new Set<string>();
  for (const { file, blob } of files.weights) {
    const { entries } = await safetensorsHeader(blob, file);
    for (const { dtype, shape } of entries.values()) {
      parameters += shape.reduce((product, extent) => product * extent, 1);
      dtypes.add(dtype);
    }
  }
  const classNames = classNamesOf(manifestOf(files), numClassEmbeds);
  return {
    name: files.name,
    parameters,
    bytes: files.weights.reduce((sum, { blob }) => sum + blob.size, 0),
    imageShape: [inChannels, ...sampleSize],
    classNames,
    hasNullClass: classNames.length + 1 === numClassEmbeds,
    predictionType,
    schedule,
    isScheduleAssumed: files.scheduler === null,
    dtypes: [...dtypes],
  };
}

export const trainedScheduleOf = ({ scheduler }: ModelFiles) =>
  scheduler === null ? assumedSchedule() : parseSchedulerConfig(scheduler);

export const manifestOf = ({ manifest }: ModelFiles) =>
  isOurManifest(manifest) ? parseManifest(manifest) : null;
