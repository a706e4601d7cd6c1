import { ModelError } from './modelError.ts';

/** Where a tensor lies in its file. */
export interface HeaderEntry {
  dtype: StoredType;
  shape: number[];
  /** Offsets in bytes after the header: first, and one past the last. */
  from: number;
  to: number;
}
export type StoredType = 'F16' | 'BF16' | 'F32';

export interface SafetensorsHeader {
  entries: Map<string, HeaderEntry>;
  metadata: Record<string, string>;
  /** Where the values begin in the file. */
  dataStart: number;
}

const bytesPerValue: Record<StoredType, number> = { F16: 2, BF16: 2, F32: 4 };
/** The limit of the reference implementation. */
const largestHeader = 100_000_000;
/** Bytes before the header, which hold its length. */
const prefix = 8;

/**
 * Reads a safetensors file's header (https://github.com/huggingface/safetensors: 8 bytes of header length, a JSON
 * header, the values) without touching the values.
 * @throws ModelError 'truncated', 'malformed' or 'unsupported', naming `file`
 */
export async function safetensorsHeader(blob: Blob, file: string): Promise<SafetensorsHeader> {
  const length = headerLength(await blob.slice(0, prefix).arrayBuffer(), blob.size, file);
  const header = await blob.slice(prefix, prefix + length).arrayBuffer();
  return parseHeader(new Uint8Array(header), blob.size, file);
}

/** The same, of a file that is in memory. */
export function headerOfBytes(bytes: ArrayBuffer, file: string): SafetensorsHeader {
  const length = headerLength(bytes.slice(0, prefix), bytes.byteLength, file);
  return parseHeader(new Uint8Array(bytes, prefix, length), bytes.byteLength, file);
}

function headerLength(start: ArrayBuffer, fileBytes: number, file: string): number {
  if (start.byteLength < prefix) {
    throw new ModelError('truncated', { file, expected: prefix, actual: fileBytes });
  }
  // What a clone without Git LFS has in the file's place is a text that begins so.
  if (new TextDecoder().decode(start) === 'version ')
    throw new ModelError('malformed', { file, reason: 'git-lfs' });
  const length = Number(new DataView(start).getBigUint64(0, true));
  if (length > largestHeader) throw new ModelError('malformed', { file, reason: 'header' });
  if (prefix + length > fileBytes) {
    throw new ModelError('truncated', { file, expected: prefix + length, actual: fileBytes });
  }
  return length;
}

function parseHeader(bytes: Uint8Array, fileBytes: number, file: string): SafetensorsHeader {
  const text = new TextDecoder().decode(bytes);
  const { __metadata__: metadata, ...raw } = parseJson(text, file);
  const entries = new Map<string, HeaderEntry>();
  for (const [name, value] of Object.entries(raw)) entries.set(name, readEntry(name, value, file));
  // JSON.parse keeps the last of two equal names; the format forbids them.
  const described = text.match(/"data_offsets"/g)?.length ?? 0;
  if (described !== entries.size) throw new ModelError('malformed', { file, reason: 'names' });
  const dataStart = prefix + bytes.length;
  checkLayout(entries, dataStart, fileBytes, file);
  return { entries, metadata: isStringRecord(metadata) ? metadata : {}, dataStart };
}

function parseJson(text: string, file: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) {
      return header as Record<string, unknown>;
    }
  } catch {
    // Reported below: either way the header is not one.
  }
  throw new ModelError('malformed', { file, reason: 'header' });
}

function readEntry(name: string, value: unknown, file: string): HeaderEntry {
  const fail = (): never => {
    throw new ModelError('malformed', { file, reason: name });
  };
  if (typeof value !== 'object' || value === null) return fail();
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  if (typeof dtype !== 'string') return fail();
  if (!Array.isArray(shape) || !shape.every(isNaturalNumber)) return fail();
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isNaturalNumber)) return fail();
  if (!Object.hasOwn(bytesPerValue, dtype))
    throw new ModelError('unsupported', { option: 'dtype', value: dtype });
  const [from, to] = offsets as [number, number];
  const size = shape.reduce((product: number, extent: number) => product * extent, 1);
  if (to - from !== size * bytesPerValue[dtype as StoredType]) return fail();
  return { dtype: dtype as StoredType, shape, from, to };
}

/** The tensors lie one after the other without gap or overlap, and the file ends with the last one. */
function checkLayout(
  entries: Map<string, HeaderEntry>,
  dataStart: number,
  fileBytes: number,
  file: string,
): void {
  let at = 0;
  for (const [name, { from, to }] of [...entries].sort(([, a], [, b]) => a.from - b.from || a.to - b.to)) {
    if (from !== at) throw new ModelError('malformed', { file, reason: name });
    at = to;
  }
  const expected = dataStart + at;
  if (expected > fileBytes) throw new ModelError('truncated', { file, expected, actual: fileBytes });
  if (expected < fileBytes) throw new ModelError('malformed', { file, reason: 'length' });
}

const isNaturalNumber = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isStringRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string')
  );
}
