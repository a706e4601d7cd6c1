import { ModelError } from './modelError.ts';
import { float32FromFloat16 } from './float16.ts';

/** One tensor of a file: values in float32 whatever the file stores, in PyTorch's order. */
export interface StoredTensor {
  shape: number[];
  values: Float32Array;
}

export interface Safetensors {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const bytesPerValue: Record<string, number> = { F16: 2, F32: 4 };
const largestHeader = 100_000_000;

/**
 * Reads a safetensors file (https://github.com/huggingface/safetensors: 8 bytes of header length, a JSON header,
 * the values). float16 and float32 only.
 * @throws ModelError 'truncated', 'malformed' or 'unsupported', naming `file`.
 */
export function parseSafetensors(bytes: ArrayBuffer, file: string): Safetensors {
  if (bytes.byteLength < 8) {
    throw new ModelError('truncated', { file, expected: 8, actual: bytes.byteLength });
  }
  const headerLength = Number(new DataView(bytes).getBigUint64(0, true));
  if (headerLength > largestHeader) throw new ModelError('malformed', { file, reason: 'header' });
  const start = 8 + headerLength;
  if (start > bytes.byteLength) {
    throw new ModelError('truncated', { file, expected: start, actual: bytes.byteLength });
  }
  const { __metadata__: metadata, ...entries } = parseHeader(bytes, headerLength, file);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(entries)) {
    if (!isHeaderEntry(entry)) throw new ModelError('malformed', { file, reason: name });
    tensors.set(name, readTensor(bytes, start, name, entry, file));
  }
  return { tensors, metadata: isStringRecord(metadata) ? metadata : {} };
}

function parseHeader(bytes: ArrayBuffer, length: number, file: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) {
      return header as Record<string, unknown>;
    }
  } catch {
    // Reported below: either way the header is not one.
  }
  throw new ModelError('malformed', { file, reason: 'header' });
}

function readTensor(
  bytes: ArrayBuffer,
  start: number,
  name: string,
  { dtype, shape, data_offsets: [from, to] }: HeaderEntry,
  file: string,
): StoredTensor {
  const width = bytesPerValue[dtype];
  if (width === undefined) throw new ModelError('unsupported', { option: 'dtype', value: dtype });
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (from < 0 || to - from !== size * width) throw new ModelError('malformed', { file, reason: name });
  if (start + to > bytes.byteLength) {
    throw new ModelError('truncated', { file, expected: start + to, actual: bytes.byteLength });
  }
  // Copied, because a typed array must start at a multiple of its width and a file need not.
  const data = bytes.slice(start + from, start + to);
  return {
    shape,
    values: dtype === 'F32' ? new Float32Array(data) : float32FromFloat16(new Uint16Array(data)),
  };
}

const isNaturalNumber = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isHeaderEntry(value: unknown): value is HeaderEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  return (
    typeof dtype === 'string' &&
    Array.isArray(shape) &&
    shape.every(isNaturalNumber) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every(isNaturalNumber)
  );
}

function isStringRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string')
  );
}
