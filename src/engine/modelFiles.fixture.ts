/** For tests: safetensors files made by hand, and a file split into two. */

/** A safetensors file with this header and this many bytes of values, all zero but for what `fill` writes. */
export function safetensorsFile(
  header: unknown,
  dataBytes: number,
  fill?: (data: DataView) => void,
): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new ArrayBuffer(8 + text.length + dataBytes);
  new DataView(bytes).setBigUint64(0, BigInt(text.length), true);
  new Uint8Array(bytes).set(text, 8);
  fill?.(new DataView(bytes, 8 + text.length));
  return bytes;
}

interface Entry {
  data_offsets: [number, number];
}

/** The tensors of a file, every second one in another file; `names` is an index's weight_map. */
export function inTwoParts(file: Uint8Array): {
  names: Record<string, string>;
  parts: Record<string, Buffer>;
} {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<string, Entry>;
  delete header.__metadata__;
  const names: Record<string, string> = {};
  const parts: Record<string, Buffer> = {};
  for (const half of [0, 1]) {
    const part = `model-0000${half + 1}-of-00002.safetensors`;
    const entries: Record<string, Entry> = {};
    const pieces: Uint8Array[] = [];
    let at = 0;
    Object.entries(header).forEach(([name, entry], i) => {
      if (i % 2 !== half) return;
      const [from, to] = entry.data_offsets;
      entries[name] = { ...entry, data_offsets: [at, at + to - from] };
      pieces.push(file.subarray(8 + length + from, 8 + length + to));
      at += to - from;
      names[name] = part;
    });
    const start = new Uint8Array(safetensorsFile(entries, 0));
    parts[part] = Buffer.concat([start, ...pieces]);
  }
  return { names, parts };
}
