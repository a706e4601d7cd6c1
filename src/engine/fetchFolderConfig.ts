import { parseUnetConfig } from './config.ts';
import { fetchJsonOrNull } from './fetchFile.ts';
import type { FolderConfig } from './loadedModel.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import { checkPipelineIndex } from './pipelineIndex.ts';
import { assumedSchedule, parseSchedulerConfig } from './schedulerConfig.ts';

/** A network's JSON files, read, and the folder where its weights are: an address that ends in a slash. */
export interface FoundConfig {
  base: string;
  config: FolderConfig;
}

/**
 * Finds a network by its folder's address, by the rules of findModel.ts: the folder itself, or where it is a pipeline,
 * its `unet/` and `scheduler/`; of a pipeline's `unet/`, the schedule lies in `../scheduler/`.
 * @param root ends in a slash
 * @throws ModelError; an AbortError
 */
export async function fetchFolderConfig(root: string, signal?: AbortSignal): Promise<FoundConfig> {
  const json = (base: string, file: string) => fetchJsonOrNull(base, file, signal);
  const [here, beside, manifest] = await Promise.all([
    json(root, 'config.json'),
    json(root, schedulerFile),
    manifestAt(root, signal),
  ]);
  if (manifest !== null) return { base: root, config: ofOurs(here, beside, manifest) };

  const index = await json(root, 'model_index.json');
  if (index !== null) checkPipelineIndex(index);
  const inside = index !== null || here === null ? await json(`${root}unet/`, 'config.json') : null;
  if (inside !== null) {
    const base = `${root}unet/`;
    const own = await manifestAt(base, signal);
    const scheduler = (await json(`${root}scheduler/`, schedulerFile)) ?? (await json(base, schedulerFile));
    return { base, config: own === null ? ofOthers(inside, scheduler) : ofOurs(inside, scheduler, own) };
  }
  // Neither a network's folder nor a pipeline's: the first is what was asked for.
  if (here === null) throw missing(index === null ? 'config.json' : 'unet/config.json');

  const above = new URL('..', root).href;
  if (/\/unet\/$/.test(root)) {
    const pipeline = await json(above, 'model_index.json');
    if (pipeline !== null) checkPipelineIndex(pipeline);
  }
  const ofPipeline = index === null ? null : await json(`${root}scheduler/`, schedulerFile);
  const scheduler = ofPipeline ?? beside ?? (await json(`${above}scheduler/`, schedulerFile));
  return { base: root, config: ofOthers(here, scheduler) };
}

const schedulerFile = 'scheduler_config.json';

const missing = (file: string) => new ModelError('missing', { file, status: 404 });

async function manifestAt(base: string, signal?: AbortSignal): Promise<Manifest | null> {
  const json = await fetchJsonOrNull(base, 'manifest.json', signal);
  return json === null ? null : parseManifest(json);
}

/** One of ours is complete, or it is broken. */
function ofOurs(config: unknown, scheduler: unknown, manifest: Manifest): FolderConfig {
  if (config === null) throw missing('config.json');
  if (scheduler === null) throw missing(schedulerFile);
  return { ...ofOthers(config, scheduler), manifest };
}

function ofOthers(config: unknown, scheduler: unknown): FolderConfig {
  return {
    config: parseUnetConfig(config),
    ...(scheduler === null ? assumedSchedule() : parseSchedulerConfig(scheduler)),
    manifest: null,
    isScheduleAssumed: scheduler === null,
  };
}
