import { describe, expect, it } from 'vitest';
import type { Engine } from '../../engine/index.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { droppedFiles } from './droppedFiles.ts';
import en from './en.json';
import { descriptionOf, folderOf, isOwnNetwork, ownId, ownNetwork } from './ownNetwork.ts';
import { tried } from './trial.ts';

/** A folder as browsers hand it over: a hundred entries at a time. */
const noFile = new Blob([]);
interface Tree {
  [name: string]: Tree | string;
}
function entryOf(name: string, content: Tree | string, above = ''): FileSystemEntry {
  const fullPath = `${above}/${name}`;
  if (typeof content === 'string')
    return {
      name,
      fullPath,
      isDirectory: false,
      isFile: true,
      file: (resolve: (file: Blob) => void) => resolve(noFile),
    } as unknown as FileSystemEntry;
  const createReader = () => {
    const children = Object.entries(content).map(([child, inner]) => entryOf(child, inner, fullPath));
    return { readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(children.splice(0, 100)) };
  };
  return { name, fullPath, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry;
}
const transferOf = (roots: Tree) =>
  ({
    items: Object.entries(roots).map(([name, content]) => ({
      webkitGetAsEntry: () => entryOf(name, content),
    })),
    files: [],
  }) as unknown as DataTransfer;

describe('droppedFiles', () => {
  it('opens folders in folders, and leaves hidden ones closed', async () => {
    const files = await droppedFiles(
      transferOf({
        net: { unet: { 'config.json': '{}' }, '.git': { config: '' }, 'a.txt': '' },
        'loose.bin': '',
      }),
    );
    expect(files.map(({ path }) => path).sort()).toEqual(['loose.bin', 'net/a.txt', 'net/unet/config.json']);
  });

  it('reads folders of any size, up to a limit that it names', async () => {
    const many = (count: number) =>
      transferOf({ net: Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}`, ''])) });
    expect(await droppedFiles(many(10_000))).toHaveLength(10_000);
    await expect(droppedFiles(many(20_001))).rejects.toMatchObject({ kind: 'too-many-files' });
  });

  it('takes plain files where a browser knows no entries', async () => {
    const files = [new File(['{}'], 'config.json')];
    const transfer = { items: [{ webkitGetAsEntry: () => null }], files } as unknown as DataTransfer;
    expect(await droppedFiles(transfer)).toEqual([{ path: 'config.json', file: files[0] }]);
  });
});

const info = {
  id: 'net',
  parameters: 7,
  imageShape: [8, 12, 3],
  classNames: ['0', '1'],
  predictionType: 'v_prediction',
  schedule: makeSchedule({ id: 'linear', T: 20 }),
  isScheduleAssumed: true,
} as unknown as Engine['model'];

describe('ownNetwork', () => {
  it('gives ids that stand in a link and belong to no network of the site', () => {
    expect(ownId('My Größe / v2.0')).toBe('my-my-gro-e-v2.0');
    for (const name of ['', '…', '../..', 'x'.repeat(300), 'mnist-28'])
      expect(ownId(name)).toMatch(/^my-[\w.-]{1,60}$/);
  });

  it('calls a folder by its name', () => {
    const file = new Blob([]);
    const at = (...paths: string[]) => paths.map((path) => ({ path, file }));
    expect(folderOf(at('net/a', 'net/unet/b'))).toBe('net');
    expect(folderOf(at('net/a', 'b'))).toBe('');
    expect(folderOf(at())).toBe('');
  });

  it('describes a network that came by its address', () => {
    const network = ownNetwork(descriptionOf(info, 14), 'http://site/net/');
    expect(network).toMatchObject({ id: 'my-net', imageShape: [3, 8, 12], bytes: 14, isOwn: true });
    expect(network.schedule).toEqual(makeSchedule({ id: 'linear', T: 20 }));
    expect(isOwnNetwork(network)).toBe(true);
  });
});

/** An engine whose run is these states. */
function engineOf(states: number[]): Engine {
  return {
    model: info,
    backend: { id: 'wasm', adapter: '', isSoftware: false, features: [] },
    async *sample({ steps, labels }: Parameters<Engine['sample']>[0]) {
      expect([steps.length, steps[0].t, steps[steps.length - 1].s]).toEqual([10, 20, 0]);
      expect(labels).toEqual([0]);
      for (const [i, value] of states.entries()) {
        const xt = Float32Array.of(value);
        yield {
          frames: [{ t: 20, xt, xHat0: i === 0 ? xt : null, eps: xt }],
          done: i + 1,
          total: states.length,
          networkCalls: i + 1,
          milliseconds: 12,
        };
      }
    },
  } as unknown as Engine;
}

describe('tried', () => {
  it('draws in ten steps, the first class, and tells the time of a call', async () => {
    const trials = [];
    for await (const trial of tried(engineOf([0.5, -0.5]))) trials.push(trial);
    expect(trials.map(({ picture, done }) => [picture[0], done])).toEqual([
      [0.5, 1],
      [-0.5, 2],
    ]);
    expect(trials[1]).toMatchObject({ total: 2, milliseconds: 12, backend: { id: 'wasm' } });
  });

  it('refuses a network that gives no numbers', async () => {
    const run = tried(engineOf([Number.NaN]));
    await expect(run.next()).rejects.toMatchObject({ kind: 'not-finite' });
  });
});

it('has a text for everything that can be wrong', () => {
  const kinds = [
    'missing truncated wrong-hash malformed not-a-unet2d unsupported weights-mismatch not-finite pickle no-network',
    'several-networks too-large too-many-files cross-origin backend-unavailable none-available device-lost bad-request',
  ].flatMap((line) => line.split(' '));
  expect(Object.keys(en.errors).sort()).toEqual(kinds.sort());
});
