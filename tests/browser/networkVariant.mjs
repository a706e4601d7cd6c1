/** Networks for tests, made from a fixture: other shapes and schedules, and weights that are added, cut or left out. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const fixtures = resolve(import.meta.dirname, '../fixtures/network/dropped');

/** @returns {Map<string, { dtype: string, shape: number[], bytes: Buffer }>} the tensors of a safetensors file */
function tensorsOf(file) {
  const bytes = readFileSync(file);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, start));
  delete header.__metadata__;
  return new Map(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, { dtype, shape, bytes: bytes.subarray(start + from, start + to) }],
    ),
  );
}

function safetensors(tensors) {
  let at = 0;
  const header = {};
  for (const [name, { dtype, shape, bytes }] of tensors)
    header[name] = { dtype, shape, data_offsets: [at, (at += bytes.length)] };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...[...tensors.values()].map(({ bytes }) => bytes)]);
}

/** A table of classes with numbers of about one, the same every time. */
export const classTable = (rows, columns) => ({
  dtype: 'F32',
  shape: [rows, columns],
  bytes: Buffer.from(Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(7 * i)).buffer),
});

/** The first input of a convolution, or its first output. */
export const firstInput = ({ dtype, shape: [out, inputs, ...kernel], bytes }) => {
  const block = bytes.length / out / inputs;
  const rows = Array.from({ length: out }, (_, i) =>
    bytes.subarray(i * inputs * block, (i * inputs + 1) * block),
  );
  return { dtype, shape: [out, 1, ...kernel], bytes: Buffer.concat(rows) };
};
export const firstOutput = ({ dtype, shape: [out, ...rest], bytes }) => ({
  dtype,
  shape: [1, ...rest],
  bytes: bytes.subarray(0, bytes.length / out),
});

/**
 * A folder of this name with a flat fixture's files. `config` and `scheduler` replace options; `weights` maps tensors'
 * names to what becomes of them.
 */
export function networkVariant(name, fixture, { config = {}, scheduler = {}, weights = {} }) {
  const from = join(fixtures, fixture);
  const folder = join(mkdtempSync(join(tmpdir(), 'variant-')), name);
  mkdirSync(folder);
  const json = (file, options) =>
    writeFileSync(
      join(folder, file),
      JSON.stringify({ ...JSON.parse(readFileSync(join(from, file))), ...options }),
    );
  json('config.json', config);
  json('scheduler_config.json', scheduler);
  const file = readdirSync(from).find((entry) => entry.endsWith('.safetensors'));
  const tensors = tensorsOf(join(from, file));
  for (const [tensor, change] of Object.entries(weights)) tensors.set(tensor, change(tensors.get(tensor)));
  writeFileSync(join(folder, file), safetensors(tensors));
  return folder;
}
