import { parseUnetConfig, type UnetConfig } from './config.ts';
import { fetchBytes, fetchJson, isThere, type FetchOptions as FileOptions } from './fetchFile.ts';
import { partsOf } from './findWeights.ts';
import { loadedModel, type FolderConfig, type ModelFolder, type WeightsPart } from './loadedModel.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import { assumedSchedule, parseSchedulerConfig } from './schedulerConfig.ts';
import { forgetWeights, keepWeights, keptWeights } from './weightsStore.ts';

export type { ModelFolder } from './loadedModel.ts';

export interface FetchOptions extends FileOptions {
  /** Told of the network before its weights are fetched. */
  onConfig?: (config: UnetConfig) => void;
}

const plainWeights = 'diffusion_pytorch_model.safetensors';
const halfWeights = 'diffusion_pytorch_model.fp16.safetensors';
const pickledWeights = 'diffusion_pytorch_model.bin';

/**
 * Fetches a diffusers folder: config.json, scheduler_config.json, manifest.json, weights; or, where the folder is a
 * pipeline, its `unet/` and `scheduler/`. Without a manifest (somebody else's model) the weights have one of diffusers'
 * names, their hash is compared with nothing, and a missing schedule is assumed to be DDPM's.
 * @param folder absolute URL; in a page, of its own origin
 * @throws ModelError; an AbortError when the signal fires
 */
export async function fetchModelFolder(folder: string, options: FetchOptions = {}): Promise<ModelFolder> {
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  try {
    return await fetchWeights(root, await fetchConfig(root, root, options.signal), options);
  } catch (error) {
    if (!isMissing(error) || error.fields.file !== 'config.json') throw error;
    const config = await orNull(fetchConfig(`${root}unet/`, `${root}scheduler/`, options.signal));
    // Neither a network's folder nor a pipeline's: the first is what was asked for.
    if (config === null) throw error;
    return fetchWeights(`${root}unet/`, config, options);
  }
}

async function fetchConfig(base: string, schedulerBase: string, signal?: AbortSignal): Promise<FolderConfig> {
  const [config, trained, manifest] = await Promise.all([
    fetchJson(base, 'config.json', signal).then((value) => parseUnetConfig(value)),
    orNull(
      fetchJson(schedulerBase, 'scheduler_config.json', signal).then((value) => parseSchedulerConfig(value)),
    ),
    orNull(fetchJson(base, 'manifest.json', signal).then(parseManifest)),
  ]);
  // One of ours is complete, or it is broken.
  if (manifest !== null && trained === null)
    throw new ModelError('missing', { file: 'scheduler_config.json', status: 404 });
  return { config, ...(trained ?? assumedSchedule()), manifest, isScheduleAssumed: trained === null };
}

async function fetchWeights(base: string, config: FolderConfig, options: FetchOptions): Promise<ModelFolder> {
  options.onConfig?.(config.config);
  if (config.manifest !== null) return keptOrFetched(base, config, config.manifest, options);
  const parts: WeightsPart[] = [];
  for (const file of await weightsFiles(base, options.signal)) {
    parts.push({ file, bytes: await fetchBytes(base, file, options) });
  }
  return loadedModel(config, parts);
}

/** A manifest says which bytes are meant, so an earlier visit's will do, and an older copy on the way here will not. */
async function keptOrFetched(
  base: string,
  config: FolderConfig,
  { weights: file, sha256 }: Manifest,
  options: FetchOptions,
): Promise<ModelFolder> {
  const url = base + file;
  const kept = await keptWeights(url, sha256);
  if (kept !== null) {
    options.onProgress?.(kept.byteLength, kept.byteLength);
    const model = await loadedModel(config, [{ file, bytes: kept }]).catch(() => null);
    if (model !== null) return model;
    await forgetWeights(url);
  }
  const fetched = async (cache: RequestCache): Promise<ModelFolder> => {
    const bytes = await fetchBytes(base, file, { ...options, cache });
    const model = await loadedModel(config, [{ file, bytes }]);
    void keepWeights(url, sha256, bytes);
    return model;
  };
  try {
    return await fetched('default');
  } catch (error) {
    // After an update of the site the browser may hold the weights of before.
    if (error instanceof ModelError && error.kind === 'wrong-hash') return fetched('reload');
    throw error;
  }
}

/** A server has no list of its files: the usual names are asked for in turn. */
async function weightsFiles(base: string, signal?: AbortSignal): Promise<string[]> {
  for (const file of [plainWeights, halfWeights]) if (await isThere(base, file, signal)) return [file];
  const indexFile = `${plainWeights}.index.json`;
  const index = await orNull(fetchJson(base, indexFile, signal));
  if (index !== null) return partsOf(index, indexFile);
  const isPickled = await isThere(base, pickledWeights, signal);
  throw isPickled
    ? new ModelError('pickle', { file: pickledWeights })
    : new ModelError('missing', { file: plainWeights, status: 404 });
}

const isMissing = (error: unknown): error is ModelError =>
  error instanceof ModelError && error.kind === 'missing' && error.fields.status === 404;

/** Null when the server says that there is no such file; other failures are thrown. */
const orNull = <T>(value: Promise<T>): Promise<T | null> =>
  value.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
