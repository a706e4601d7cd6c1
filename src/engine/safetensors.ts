import { float32FromBfloat16 } from './bfloat16.ts';
import { float32FromFloat16 } from './float16.ts';
import { headerOfBytes, type StoredType } from './safetensorsHeader.ts';

/** One tensor of a file: values in float32 whatever the file stores, in PyTorch's order. */
export interface StoredTensor {
  shape: number[];
  values: Float32Array;
}

export interface Safetensors {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

const readers: Record<StoredType, (data: ArrayBuffer) => Float32Array> = {
  F32: (data) => new Float32Array(data),
  F16: (data) => float32FromFloat16(new Uint16Array(data)),
  BF16: (data) => float32FromBfloat16(new Uint16Array(data)),
};

/**
 * Reads a safetensors file; float32, float16 and bfloat16 only.
 * @throws ModelError 'truncated', 'malformed' or 'unsupported', naming `file`.
 */
export function parseSafetensors(bytes: ArrayBuffer, file: string): Safetensors {
  const { entries, metadata, dataStart } = headerOfBytes(bytes, file);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, from, to }] of entries) {
    // Copied, because a typed array must start at a multiple of its width and a file need not.
    const data = bytes.slice(dataStart + from, dataStart + to);
    tensors.set(name, { shape, values: readers[dtype](data) });
  }
  return { tensors, metadata };
}
