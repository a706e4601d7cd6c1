import type { UnetConfig } from './config.ts';
import { fetchBytes, fetchJsonOrNull, isThere, type FetchOptions as FileOptions } from './fetchFile.ts';
import { fetchFolderConfig } from './fetchFolderConfig.ts';
import { partsOf, usualIndexNames, usualNames } from './findWeights.ts';
import { loadedModel, type FolderConfig, type ModelFolder, type WeightsPart } from './loadedModel.ts';
import type { Manifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import { forgetWeights, keepWeights, keptWeights } from './weightsStore.ts';

export type { ModelFolder } from './loadedModel.ts';

export interface FetchOptions extends FileOptions {
  /** Told of the network before its weights are fetched. */
  onConfig?: (config: UnetConfig) => void;
}

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
  const { base, config } = await fetchFolderConfig(root, options.signal);
  return fetchWeights(base, config, options);
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
  for (const file of usualNames) if (await isThere(base, file, signal)) return [file];
  for (const file of usualIndexNames) {
    const index = await fetchJsonOrNull(base, file, signal);
    if (index !== null) return partsOf(index, file);
  }
  if (await isThere(base, pickledWeights, signal)) throw new ModelError('pickle', { file: pickledWeights });
  const [file] = usualNames;
  throw new ModelError('missing', { file, status: 404, reason: 'address', names: usualNames.join(', ') });
}
