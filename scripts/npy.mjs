/** NumPy's file format, version 1.0, for bytes. */

/** The header of an .npy file of uint8 in C order; the bytes follow it. */
export function npyHeader(shape) {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const start = 10;
  const length = Math.ceil((start + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(length - start, 8);
  header.write(text, start, 'latin1');
  header.write('\n', length - 1, 'latin1');
  return header;
}
