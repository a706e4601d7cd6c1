import { parseUnetConfig } from './config.ts';
import { findWeights, isPickle } from './findWeights.ts';
import { depthOf, fileOf, join, parentOf, readJson, type Folder } from './folder.ts';
import { isOurManifest, parseManifest } from './manifest.ts';
import { ModelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import { checkPipelineIndex } from './pipelineIndex.ts';
import { parseSchedulerConfig } from './schedulerConfig.ts';

/** Config files that are opened in search of a network. */
const mostConfigs = 100;

/** Finds a network's parts. @throws ModelError */
export async function findModel(folder: Folder): Promise<ModelFiles> {
  const { config, base, pipeline } = await findConfig(folder);
  // Before anything is said about the weights: a network that cannot run here is not worth converting.
  parseUnetConfig(config);
  const scheduler = await firstJson(folder, [
    ...(pipeline === null ? [] : [join(pipeline, 'scheduler/scheduler_config.json')]),
    join(base, 'scheduler_config.json'),
    join(parentOf(base), 'scheduler/scheduler_config.json'),
  ]);
  if (scheduler !== null) parseSchedulerConfig(scheduler);
  const manifest = await ourManifest(folder, join(base, 'manifest.json'));
  const named = manifest === null ? null : parseManifest(manifest).weights;
  const weights = await findWeights(folder, base, named);
  return { name: nameOf(pipeline ?? base), config, scheduler, manifest, weights };
}

interface Found {
  config: unknown;
  /** The folder of config.json. */
  base: string;
  /** The folder of model_index.json. */
  pipeline: string | null;
}

async function findConfig(folder: Folder): Promise<Found> {
  const configs = shallowestFirst(folder, 'config.json');
  const [index] = shallowestFirst(folder, 'model_index.json');
  if (index !== undefined && (configs.length === 0 || depthOf(index) <= depthOf(configs[0]))) {
    return configOfPipeline(folder, index);
  }
  if (configs.length === 0) throw nothingFound(folder);
  let className: string | null = null;
  for (const depth of new Set(configs.slice(0, mostConfigs).map(depthOf))) {
    const networks: Found[] = [];
    for (const path of configs.filter((path) => depthOf(path) === depth).slice(0, mostConfigs)) {
      const config = await readJson(folder, path);
      const name = (config as Record<string, unknown> | null)?._class_name;
      className ??= typeof name === 'string' ? name : '?';
      if (name === 'UNet2DModel') networks.push({ config, base: parentOf(path), pipeline: null });
    }
    // A training run keeps the averaged weights beside the others.
    const [only] = networks.length > 1 ? networks.filter(({ base }) => /(^|\/)unet$/.test(base)) : networks;
    if (only) return only;
    if (networks.length > 1) {
      throw new ModelError('several-networks', { folders: listOf(networks.map(({ base }) => base)) });
    }
  }
  throw new ModelError('not-a-unet2d', { className: className ?? '?' });
}

/** A pipeline says in its model_index.json what its network is. */
async function configOfPipeline(folder: Folder, index: string): Promise<Found> {
  const pipeline = parentOf(index);
  checkPipelineIndex(await readJson(folder, index));
  for (const base of [join(pipeline, 'unet'), pipeline]) {
    const path = join(base, 'config.json');
    if (folder.has(path)) return { config: await readJson(folder, path), base, pipeline };
  }
  throw new ModelError('missing', { file: 'unet/config.json', status: 0 });
}

function nothingFound(folder: Folder): ModelError {
  const files = [...folder.keys()];
  const pickle = files.find(isPickle);
  if (pickle !== undefined) return new ModelError('pickle', { file: fileOf(pickle) });
  if (files.some((file) => file.endsWith('.safetensors')))
    return new ModelError('missing', { file: 'config.json', status: 0 });
  return new ModelError('no-network', { files: files.length });
}

async function ourManifest(folder: Folder, path: string): Promise<object | null> {
  const json = await firstJson(folder, [path]).catch(() => null);
  return isOurManifest(json) ? (json as object) : null;
}

async function firstJson(folder: Folder, paths: readonly string[]): Promise<unknown | null> {
  const path = paths.find((candidate) => folder.has(candidate));
  return path === undefined ? null : readJson(folder, path);
}

const shallowestFirst = (folder: Folder, file: string): string[] =>
  [...folder.keys()].filter((path) => fileOf(path) === file).sort((a, b) => depthOf(a) - depthOf(b));

/** The first few, so that a message stays readable. */
const listOf = (names: readonly string[]): string =>
  names.slice(0, 4).join(', ') + (names.length > 4 ? ', …' : '');

/** What a reader would call it: the folder's own name, or that of the one around `unet`. */
const nameOf = (base: string): string =>
  base
    .split('/')
    .filter((part) => part !== '' && part !== 'unet')
    .at(-1) ?? 'network';
