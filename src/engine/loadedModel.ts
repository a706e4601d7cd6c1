import { parseUnetConfig, type UnetConfig } from './config.ts';
import { classNamesOf, type Manifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import { manifestOf, trainedScheduleOf, type ModelFiles } from './modelFiles.ts';
import { parseSafetensors, type StoredTensor } from './safetensors.ts';
import type { TrainedSchedule } from './schedulerConfig.ts';
import { sha256 } from './sha256.ts';

/** A model's folder, read and checked. */
export interface ModelFolder extends TrainedSchedule {
  config: UnetConfig;
  tensors: Map<string, StoredTensor>;
  classNames: string[];
  /** Of the weights' file; of several parts, that of their hashes' text, one after the other. */
  sha256: string;
  parameters: number;
  /** There was no scheduler_config.json: DDPM's linear schedule and ε are assumed. */
  isScheduleAssumed: boolean;
}

/** The weights so far in bytes, and in all where that is known. */
export type OnProgress = (loaded: number, total: number | null) => void;

/** What is needed of a folder's JSON files, read. */
export interface FolderConfig extends TrainedSchedule {
  config: UnetConfig;
  manifest: Manifest | null;
  isScheduleAssumed: boolean;
}

/** Who is told while a network is read. */
export interface Listeners {
  onProgress?: OnProgress;
  /** Told of the network before its weights are there. */
  onConfig?: (config: UnetConfig) => void;
}

/** Reads the reader's files in full. @throws ModelError */
export async function openModelFiles(
  files: ModelFiles,
  { onProgress, onConfig }: Listeners = {},
): Promise<ModelFolder> {
  const config: FolderConfig = {
    config: parseUnetConfig(files.config),
    ...trainedScheduleOf(files),
    manifest: manifestOf(files),
    isScheduleAssumed: files.scheduler === null,
  };
  onConfig?.(config.config);
  const total = files.weights.reduce((sum, { blob }) => sum + blob.size, 0);
  let loaded = 0;
  const parts: WeightsPart[] = [];
  for (const { file, blob } of files.weights) {
    parts.push({ file, bytes: await bytesOf(blob, file) });
    loaded += blob.size;
    onProgress?.(loaded, total);
  }
  return loadedModel(config, parts);
}

/** A file that was moved or changed since it was dropped cannot be read any more. */
async function bytesOf(blob: Blob, file: string): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new ModelError('missing', { file, status: 0 });
  }
}

export interface WeightsPart {
  file: string;
  bytes: ArrayBuffer;
}

/** Puts a folder together and checks it: hash, names, finite values. @throws ModelError */
export async function loadedModel(
  { config, manifest, ...rest }: FolderConfig,
  parts: readonly WeightsPart[],
): Promise<ModelFolder> {
  const tensors = new Map<string, StoredTensor>();
  for (const { file, bytes } of parts) {
    // Before the hash: a file that is cut short would only show as a wrong one.
    for (const [name, tensor] of parseSafetensors(bytes, file).tensors) {
      if (tensors.has(name)) throw new ModelError('malformed', { file, reason: name });
      tensors.set(name, tensor);
    }
  }
  const hashes = await Promise.all(parts.map(({ bytes }) => sha256(bytes)));
  const actual =
    hashes.length === 1 ? hashes[0] : await sha256(new TextEncoder().encode(hashes.join('')).buffer);
  if (manifest !== null && actual !== manifest.sha256) {
    throw new ModelError('wrong-hash', { file: parts[0].file, expected: manifest.sha256, actual });
  }
  let parameters = 0;
  for (const [name, { values }] of tensors) {
    if (!values.every(Number.isFinite)) throw new ModelError('not-finite', { tensor: name });
    parameters += values.length;
  }
  return {
    config,
    ...rest,
    tensors,
    classNames: classNamesOf(manifest, config.numClassEmbeds),
    sha256: actual,
    parameters,
  };
}
