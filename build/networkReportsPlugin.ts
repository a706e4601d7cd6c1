import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { blocksOf, type HeaderEntry } from '../src/figures/networkReport/blocks.ts';
import { commandsOf, recipeOf, triedOf } from '../src/figures/networkReport/card.ts';
import type { Evaluation } from '../src/figures/networkReport/evaluation.ts';
import type { Grid, NetworkReport } from '../src/figures/networkReport/report.ts';
import { thinned, type Training } from '../src/figures/networkReport/training.ts';
import { models, readNetworks } from './networksPlugin.ts';

const MODULE = 'virtual:network-reports';

/** The header of a safetensors file: 8 bytes of its length, then JSON. */
export function readHeader(path: string): { bytes: number; entries: Record<string, HeaderEntry> } {
  const file = openSync(path, 'r');
  try {
    const length = Buffer.alloc(8);
    readSync(file, length, 0, 8, 0);
    const json = Buffer.alloc(Number(length.readBigUInt64LE()));
    readSync(file, json, 0, json.length, 8);
    const entries = JSON.parse(json.toString()) as Record<string, HeaderEntry>;
    delete entries.__metadata__;
    return { bytes: 8 + json.length, entries };
  } finally {
    closeSync(file);
  }
}

/** What the folders of the networks say of them; `folder` is public/models unless a test brings its own. */
export function readReports(folder = models): NetworkReport[] {
  return readNetworks(folder).map((entry) => {
    const path = (file: string) => join(folder, entry.id, file);
    const json = <T>(file: string): T | null =>
      existsSync(path(file)) ? (JSON.parse(readFileSync(path(file), 'utf8')) as T) : null;
    const manifest = json<Record<string, unknown>>('manifest.json') ?? {};
    const header = readHeader(path(String(manifest.weights)));
    const evaluation = json<Evaluation>('evaluation.json');
    const training = json<Training>('training.json');
    const card = existsSync(path('README.md')) ? readFileSync(path('README.md'), 'utf8') : '';
    return {
      ...entry,
      // What the evaluation tells apart.
      classNames: entry.attributes?.[0].values ?? entry.classNames,
      licence: String(manifest.licence),
      seed: Number(manifest.seed),
      imagesSeen: Number(manifest.imagesSeen),
      heldOutLoss: Number(manifest.heldOutLoss),
      config: json<Record<string, unknown>>('config.json') ?? {},
      blocks: blocksOf(header.entries),
      headerBytes: header.bytes,
      grids: ((manifest.grids ?? []) as Grid[]).filter(({ file }) => existsSync(path(file))),
      training: training && { ...training, losses: thinned(training.losses) },
      evaluation,
      isOutdated:
        evaluation?.contentSha256 !== undefined && evaluation.contentSha256 !== manifest.contentSha256,
      recipe: recipeOf(card),
      commands: commandsOf(card),
      tried: triedOf(card),
    };
  });
}

/** `import { reports } from 'virtual:network-reports'`: some ten kB a network, for the page about them only. */
export function networkReportsPlugin(folder?: string): Plugin {
  return {
    name: 'network-reports',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}` ? `export const reports = ${JSON.stringify(readReports(folder))};` : null,
  };
}
