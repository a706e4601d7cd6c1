import type { CSSProperties } from 'react';
import type { PictureShape } from '../network/network.ts';

export interface StripLayout {
  /** The canvas, in pixels of the pictures. */
  width: number;
  height: number;
  /** The upper left corner of a picture on it. */
  cornerOf: (column: number, row: number) => [x: number, y: number];
  /** The same proportions for what lies over it. */
  style: CSSProperties;
}

/** Pictures in columns and rows. Gaps are whole pixels, so that the canvas and the boxes over it scale alike. */
export function stripLayout(columns: number, rows: number, { width, height }: PictureShape): StripLayout {
  const gap = Math.max(1, Math.round(width / 11));
  const rowGap = Math.max(1, Math.round(width / 16));
  const whole = columns * width + (columns - 1) * gap;
  return {
    width: whole,
    height: rows * height + (rows - 1) * rowGap,
    cornerOf: (column, row) => [column * (width + gap), row * (height + rowGap)],
    style: {
      '--columns': columns,
      '--gap': `${(100 * gap) / whole}%`,
      '--row-gap': `${(100 * rowGap) / width}%`,
      '--picture': `${width} / ${height}`,
    } as CSSProperties,
  };
}
