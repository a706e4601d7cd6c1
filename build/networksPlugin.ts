import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const models = join(import.meta.dirname, '../public/models');
const MODULE = 'virtual:networks';

/** The networks of the site, in the order of the page; the first that is there is the default. */
const ORDER = ['picture-book-32', 'mnist-28', 'cifar10-32', 'picture-book-64'];

/** A drawing of a few samples on their way out of noise, one a row, with a clear pixel between two pictures. */
export interface WayBack {
  file: string;
  rows: number;
  /** The paper's t of each column, falling. */
  timesteps: readonly number[];
  /** Of DDIM. */
  steps: number;
  guidance: number;
}

/** One of the things that a class is a choice of; class = Σ stride · number, where `open` is the number that leaves it open. */
export interface Attribute {
  name: string;
  values: readonly string[];
  stride: number;
  open: number;
}

/** What the page knows of a network before it fetches anything of it. */
export interface NetworkEntry {
  /** The folder's name under public/models/. */
  id: string;
  title: string;
  /** The classes that it can be asked for, in the order of their numbers; none when it is unconditional. */
  classNames: readonly string[];
  /** Where a class is a choice of several things, such as an object, its colour and its scene. */
  attributes?: readonly Attribute[];
  /** [channels, height, width] of its pictures. */
  imageShape: readonly [number, number, number];
  /** Size of the weights' file. */
  bytes: number;
  parameters: number;
  predictionType: 'epsilon' | 'sample' | 'v_prediction';
  /** True: never fetched unasked. */
  onRequest: boolean;
  wayBack?: WayBack;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

function readNetwork(folder: string, id: string): NetworkEntry {
  const manifest = readJson(join(folder, id, 'manifest.json'));
  for (const key of ['title', 'imageShape', 'bytes', 'parameters'])
    if (!(key in manifest)) throw new Error(`${folder}/${id}/manifest.json lacks "${key}".`);
  const scheduler = readJson(join(folder, id, 'scheduler_config.json'));
  const { title, classNames, attributes, imageShape, bytes, parameters } =
    manifest as unknown as NetworkEntry;
  return {
    id,
    title,
    classNames: classNames ?? [],
    attributes,
    imageShape,
    bytes,
    parameters,
    predictionType: (manifest.predictionType ??
      scheduler.prediction_type ??
      'epsilon') as NetworkEntry['predictionType'],
    onRequest: manifest.onRequest === true,
    wayBack: manifest.wayBack as WayBack | undefined,
  };
}

const placeOf = ({ id }: NetworkEntry) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);

/** The networks in public/models, the site's default first. */
export const readNetworks = (folder = models): NetworkEntry[] =>
  readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'manifest.json')))
    .sort()
    .map((id) => readNetwork(folder, id))
    .sort((a, b) => placeOf(a) - placeOf(b));

/** `import { networks } from 'virtual:networks'`: what the folders of public/models say of themselves. */
export function networksPlugin(folder?: string): Plugin {
  return {
    name: 'networks',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}` ? `export const networks = ${JSON.stringify(readNetworks(folder))};` : null,
  };
}
