/**
 * Draws the picture book for Python: node scripts/picture-book.mjs
 *   --out FOLDER   where the data sets live, models/data unless given
 *   --side 64      64 × 64 pixels instead of 32 × 32
 *   --train N --test N   another number of pictures, such as fewer for a rehearsal
 *   --processes N        as many at once, 1 unless given
 * Writes FOLDER/picture-book-<side>/: {train,test}-pixels.npy (N, side, side, 3) and {train,test}-labels.npy (N, 3), both uint8,
 * the labels being positions in the lists of objects, colours and scenes; and about.json with those lists, the seeds and the
 * SHA-256 of the pixels.
 *
 * Where Node reads TypeScript by itself (22.18, 24 or later) nothing needs to be installed; elsewhere Vite reads it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { npyHeader } from './npy.mjs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'models/data') },
    side: { type: 'string', default: '32' },
    train: { type: 'string' },
    test: { type: 'string' },
    processes: { type: 'string', default: '1' },
    part: { type: 'string' }, // SET,FIRST,END: what this process draws for another one
  },
});
const side = Number(values.side);
if (side !== 32 && side !== 64) throw new Error(`--side is 32 or 64, not ${values.side}.`);

const source = async (name) => {
  const file = join(root, `src/figures/pictureBook/${name}.ts`);
  if (process.features.typescript) return import(pathToFileURL(file).href);
  const { runnerImport } = await import('vite');
  return (await runnerImport(file, { root, configFile: false, logLevel: 'error' })).module;
};
const { attributesOf, drawPicture } = await source('drawPicture');
const { objects, colours, scenes } = await source('attributes');
const { sets } = await source('sets');

const folder = join(values.out, `picture-book-${side}`);
const unfinished = (name) => join(folder, `${name}-pixels.npy.part`);
const headerOf = (count) => npyHeader([count, side, side, 3]);
const countOf = (name) => {
  const count = values[name] === undefined ? sets[name].count : Number(values[name]);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} is a number of pictures.`);
  return count;
};

if (values.part !== undefined) {
  const [name, first, end] = values.part.split(',');
  drawPart(name, Number(first), Number(end));
} else {
  const processes = Number(values.processes);
  if (!Number.isInteger(processes) || processes < 1) throw new Error('--processes is a number of processes.');
  mkdirSync(folder, { recursive: true });
  const about = { side, objects, colours, scenes, sets: {} };
  for (const [name, { seed }] of Object.entries(sets)) {
    const count = countOf(name);
    about.sets[name] = { seed, count, sha256: await writeSet(name, seed, count, processes) };
    console.log(`${name}: ${count} pictures`);
  }
  writeFileSync(join(folder, 'about.json'), `${JSON.stringify(about, null, 2)}\n`);
  console.log(`Wrote ${folder}.`);
}

/** Writes both arrays of a set and returns the SHA-256 of its pixels. A file has its name only once it is complete. */
async function writeSet(name, seed, count, processes) {
  const header = headerOf(count);
  writeFileSync(unfinished(name), header);
  const ends = Array.from({ length: processes + 1 }, (_, i) => Math.floor((i * count) / processes));
  const parts = ends.slice(1).map((end, i) => [name, ends[i], end]);
  if (processes === 1) drawPart(...parts[0]);
  else await Promise.all(parts.map(drawnElsewhere));
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(unfinished(name), { start: header.length })) hash.update(bytes);
  renameSync(unfinished(name), join(folder, `${name}-pixels.npy`));
  const labels = Array.from({ length: count }, (_, index) => {
    const { object, colour, scene } = attributesOf(seed, index);
    return [objects.indexOf(object), colours.indexOf(colour), scenes.indexOf(scene)];
  });
  const bytes = Buffer.concat([npyHeader([count, 3]), Buffer.from(labels.flat())]);
  writeFileSync(join(folder, `${name}-labels.npy`), bytes);
  return hash.digest('hex');
}

/** Draws pictures first … end - 1 into their place in the set's unfinished file. */
function drawPart(name, first, end) {
  const file = openSync(unfinished(name), 'r+');
  const start = headerOf(countOf(name)).length;
  for (let index = first; index < end; index++) {
    const { pixels } = drawPicture({ seed: sets[name].seed, index, side });
    writeSync(file, pixels, 0, pixels.length, start + index * pixels.length);
  }
  closeSync(file);
}

/** The same in a process of its own. */
async function drawnElsewhere(part) {
  const words = [import.meta.filename, ...process.argv.slice(2), '--part', part.join()];
  const [code] = await once(spawn(process.execPath, words, { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`Drawing ${part.join(' ')} failed.`);
}
