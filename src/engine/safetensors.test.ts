import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32FromFloat16 } from './float16.ts';
import { parseSafetensors } from './safetensors.ts';

/** A file with these header entries and this many bytes of values, all zero but for what `fill` writes. */
function file(header: unknown, dataBytes: number, fill?: (data: DataView) => void): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new ArrayBuffer(8 + text.length + dataBytes);
  new DataView(bytes).setBigUint64(0, BigInt(text.length), true);
  new Uint8Array(bytes).set(text, 8);
  fill?.(new DataView(bytes, 8 + text.length));
  return bytes;
}
const entry = (dtype: string, shape: number[], from: number, to: number) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('parseSafetensors', () => {
  it('reads float16 and float32 at any offset, and the metadata', () => {
    const header = {
      __metadata__: { a: 'b' },
      half: entry('F16', [3], 0, 6),
      full: entry('F32', [1, 2], 6, 14),
      empty: entry('F32', [0, 4], 14, 14),
    };
    const bytes = file(header, 14, (data) => {
      [0x3c00, 0xc100, 0x0001].forEach((half, i) => data.setUint16(2 * i, half, true));
      [0.1, -1e30].forEach((value, i) => data.setFloat32(6 + 4 * i, value, true));
    });
    const { tensors, metadata } = parseSafetensors(bytes, 'w');
    expect(metadata).toEqual({ a: 'b' });
    expect(tensors.get('half')).toEqual({ shape: [3], values: Float32Array.of(1, -2.5, 2 ** -24) });
    expect(tensors.get('full')).toEqual({ shape: [1, 2], values: Float32Array.of(0.1, -1e30) });
    expect(tensors.get('empty')?.values).toHaveLength(0);
  });

  it('names a file that ends too early, wherever it is cut', () => {
    const whole = file({ w: entry('F32', [4], 0, 16) }, 16);
    for (let length = 0; length < whole.byteLength; length++) {
      expect(() => parseSafetensors(whole.slice(0, length), 'w.safetensors'), `${length}`).toThrow(
        expect.objectContaining({
          kind: 'truncated',
          fields: expect.objectContaining({ file: 'w.safetensors' }),
        }),
      );
    }
  });

  it.each([
    ['no JSON', 'hello', 'malformed'],
    ['no object', '[]', 'malformed'],
    ['no shape', { w: { dtype: 'F32', data_offsets: [0, 4] } }, 'malformed'],
    ['a negative extent', { w: entry('F32', [-1], 0, 4) }, 'malformed'],
    ['offsets that do not fit the shape', { w: entry('F32', [2], 0, 4) }, 'malformed'],
    ['a type that we do not read', { w: entry('BF16', [2], 0, 4) }, 'unsupported'],
  ])('refuses %s', (_, header, kind) => {
    expect(() => parseSafetensors(file(header, 4), 'w')).toThrow(expect.objectContaining({ kind }));
  });

  it('refuses a file of another kind', () => {
    const picture = new TextEncoder().encode('\x89PNG\r\n\x1a\n and so on').buffer;
    expect(() => parseSafetensors(picture, 'w')).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });

  it('throws nothing but ModelErrors on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        try {
          parseSafetensors(noise.slice().buffer, 'w');
        } catch (error) {
          expect(error).toHaveProperty('kind');
        }
      }),
    );
  });
});

it('reads every float16', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const values = float32FromFloat16(all);
  for (const bits of all) {
    const sign = bits >> 15 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const special = fraction === 0 ? sign * Infinity : Number.NaN;
    const finite = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    expect(Object.is(values[bits], exponent === 31 ? special : sign * finite), bits.toString(16)).toBe(true);
  }
});
