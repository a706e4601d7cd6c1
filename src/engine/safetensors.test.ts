import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32FromFloat16 } from './float16.ts';
import { safetensorsFile as file } from './modelFiles.fixture.ts';
import { parseSafetensors } from './safetensors.ts';
import { safetensorsHeader } from './safetensorsHeader.ts';

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
    ['a type that we do not read', { w: entry('I16', [2], 0, 4) }, 'unsupported'],
    ['tensors that overlap', { v: entry('F16', [2], 0, 4), w: entry('F16', [1], 2, 4) }, 'malformed'],
    ['bytes that belong to nobody', { w: entry('F16', [1], 2, 4) }, 'malformed'],
    ['bytes after the last tensor', { w: entry('F16', [1], 0, 2) }, 'malformed'],
    ['a shape beyond all numbers', { w: entry('F32', [2 ** 52, 2 ** 52], 0, 4) }, 'malformed'],
    [
      'one name twice',
      '{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}',
      'malformed',
    ],
  ])('refuses %s', (_, header, kind) => {
    expect(() => parseSafetensors(file(header, 4), 'w')).toThrow(expect.objectContaining({ kind }));
  });

  it('reads bfloat16', () => {
    const bytes = file({ w: entry('BF16', [4], 0, 8) }, 8, (data) => {
      [0x3f80, 0xc0a0, 0x0001, 0x7f7f].forEach((half, i) => data.setUint16(2 * i, half, true));
    });
    const { values } = parseSafetensors(bytes, 'w').tensors.get('w')!;
    expect([...values]).toEqual([1, -5, 2 ** -133, 3.3895313892515355e38]);
  });

  it('reads the header of a file without its values', async () => {
    const bytes = file({ v: entry('F16', [2, 3], 4, 16), w: entry('BF16', [2], 0, 4) }, 12 + 4);
    const { entries } = await safetensorsHeader(new Blob([bytes]), 'w');
    expect(entries.get('v')).toEqual({ dtype: 'F16', shape: [2, 3], from: 4, to: 16 });
    const cut = new Blob([bytes.slice(0, bytes.byteLength - 1)]);
    await expect(safetensorsHeader(cut, 'w')).rejects.toMatchObject({ kind: 'truncated' });
  });

  it.each([2n ** 31n, 2n ** 62n, 2n ** 64n - 1n])('refuses a header of %d bytes unread', async (length) => {
    const bytes = new ArrayBuffer(64);
    new DataView(bytes).setBigUint64(0, length, true);
    const kind = { kind: 'malformed', fields: { file: 'w', reason: 'header' } };
    expect(() => parseSafetensors(bytes, 'w')).toThrow(expect.objectContaining(kind));
    await expect(safetensorsHeader(new Blob([bytes]), 'w')).rejects.toMatchObject(kind);
  });

  it('knows what a clone without Git LFS holds', () => {
    const pointer = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1 …').buffer;
    expect(() => parseSafetensors(pointer, 'w')).toThrow(
      expect.objectContaining({ kind: 'malformed', fields: { file: 'w', reason: 'git-lfs' } }),
    );
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
