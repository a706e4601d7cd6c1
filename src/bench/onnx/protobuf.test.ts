import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, encodedBytes, float, integer, joined, message, text, type Encoded } from './protobuf.ts';

const hex = (...fields: Encoded[]): string => Buffer.from(encodedBytes(joined(fields))).toString('hex');

describe('protobuf', () => {
  it('writes what the encoding guide gives', () => {
    // protobuf.dev/programming-guides/encoding: field 1 = 150; field 2 = "testing"; field 3 = { field 1 = 150 }.
    expect(hex(integer(1, 150))).toBe('089601');
    expect(hex(text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(message(3, [integer(1, 150)]))).toBe('1a03089601');
    // -2 as int64: ten bytes.
    expect(hex(integer(1, -2))).toBe('08feffffffffffffffff01');
    expect(hex(float(2, 1))).toBe('150000803f');
    // Field numbers from 16 on take two bytes.
    expect(hex(integer(20, 1))).toBe('a00101');
  });

  it('says the length of what is nested, however deep', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 4 }), (value, depth) => {
        let field = bytes(1, value);
        for (let i = 0; i < depth; i++) field = message(1, [field]);
        let rest = encodedBytes(field);
        for (let i = 0; i <= depth; i++) {
          let [at, length, shift] = [1, 0, 0];
          do {
            length += (rest[at] & 0x7f) << shift;
            shift += 7;
          } while (rest[at++] & 0x80);
          expect(rest[0]).toBe(0x0a);
          expect(rest.length).toBe(at + length);
          rest = rest.slice(at);
        }
        expect(rest).toEqual(value);
      }),
    );
  });
});
