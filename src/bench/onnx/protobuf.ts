/** A part of a protobuf message: a field with its number, or several. Nested parts are joined once, at the end. */
export interface Encoded {
  readonly parts: readonly Uint8Array[];
  readonly length: number;
}

const encodedOf = (parts: readonly Uint8Array[]): Encoded => ({
  parts,
  length: parts.reduce((sum, { length }) => sum + length, 0),
});

/** Several fields, one after the other: the body of a message. */
export const joined = (fields: Iterable<Encoded>): Encoded =>
  encodedOf([...fields].flatMap(({ parts }) => parts));

/** Wire types of protobuf's encoding. */
const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;

/** Seven bits a byte, the lowest first; all but the last byte have their high bit set. Negative: as 64 bits. */
function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}

const tag = (field: number, wire: number): number[] => varint(field * 8 + wire);

/** An int32, int64 or enum. */
export const integer = (field: number, value: number): Encoded =>
  encodedOf([Uint8Array.from([...tag(field, VARINT), ...varint(value)])]);

export function float(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return encodedOf([Uint8Array.from(tag(field, FIXED32)), bytes]);
}

export const message = (field: number, fields: Iterable<Encoded>): Encoded => {
  const body = joined(fields);
  return encodedOf([Uint8Array.from([...tag(field, DELIMITED), ...varint(body.length)]), ...body.parts]);
};

export const bytes = (field: number, value: Uint8Array): Encoded => message(field, [encodedOf([value])]);

export const text = (field: number, value: string): Encoded => bytes(field, new TextEncoder().encode(value));

/** The bytes of a message. */
export function encodedBytes({ parts, length }: Encoded): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
