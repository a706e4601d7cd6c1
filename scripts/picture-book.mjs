/**
 * Draws the picture book for Python: node scripts/picture-book.mjs
 *   --out FOLDER   where the data sets live, models/data unless given
 *   --side 64      64 × 64 pixels instead of 32 × 32
 *   --train N --test N   fewer pictures, for a rehearsal
 * Writes FOLDER/picture-book-<side>/: {train,test}-pixels.npy (N, side, side, 3) and {train,test}-labels.npy (N, 3), both uint8,
 * the labels being positions in the lists of objects, colours and scenes; and about.json with those lists, the seeds and the
 * SHA-256 of the pixels.
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { npyHeader } from './npy.mjs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'models/data') },
    side: { type: 'string', default: '32' },
    train: { type: 'string' },
    test: { type: 'string' },
  },
});
const side = Number(values.side);
if (side !== 32 && side !== 64) throw new Error(`--side is 32 or 64, not ${values.side}.`);

const source = async (name) =>
  (
    await runnerImport(join(root, `src/figures/pictureBook/${name}.ts`), {
      root,
      configFile: false,
      logLevel: 'error',
    })
  ).module;
const { drawPicture } = await source('drawPicture');
const { objects, colours, scenes } = await source('attributes');
const { sets } = await source('sets');

const folder = join(values.out, `picture-book-${side}`);
mkdirSync(folder, { recursive: true });
const about = { side, objects, colours, scenes, sets: {} };
for (const [name, set] of Object.entries(sets)) {
  const count = values[name] === undefined ? set.count : Number(values[name]);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} is a number of pictures.`);
  about.sets[name] = { seed: set.seed, count, sha256: writeSet(name, set.seed, count) };
}
writeFileSync(join(folder, 'about.json'), `${JSON.stringify(about, null, 2)}\n`);
console.log(`Wrote ${folder}.`);

/** Writes both arrays of a set and returns the SHA-256 of its pixels. A file has its name only once it is complete. */
function writeSet(name, seed, count) {
  const path = join(folder, `${name}-pixels.npy`);
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, npyHeader([count, side, side, 3]));
  const hash = createHash('sha256');
  const labels = Buffer.alloc(3 * count);
  for (let index = 0; index < count; index++) {
    const { pixels, object, colour, scene } = drawPicture({ seed, index, side });
    labels.set([objects.indexOf(object), colours.indexOf(colour), scenes.indexOf(scene)], 3 * index);
    hash.update(pixels);
    writeSync(file, pixels);
    if ((index + 1) % 10000 === 0) console.log(`${name}: ${index + 1} of ${count}`);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  writeFileSync(join(folder, `${name}-labels.npy`), Buffer.concat([npyHeader([count, 3]), labels]));
  return hash.digest('hex');
}
