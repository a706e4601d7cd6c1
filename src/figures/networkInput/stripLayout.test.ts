import { describe, expect, it } from 'vitest';
import { stripLayout } from './stripLayout.ts';

const shape = { width: 32, height: 28, channels: 3, size: 32 * 28 * 3 };

describe('a film strip', () => {
  it.each([
    [11, 2],
    [6, 3],
    [1, 1],
  ])(
    'of %i columns and %i rows has a place of its own for every picture, on whole pixels',
    (columns, rows) => {
      const { width, height, cornerOf } = stripLayout(columns, rows, shape);
      const covered = new Set<number>();
      for (let column = 0; column < columns; column++)
        for (let row = 0; row < rows; row++) {
          const [x, y] = cornerOf(column, row);
          for (let i = 0; i < shape.width; i++)
            for (let j = 0; j < shape.height; j++) covered.add((y + j) * width + x + i);
          expect(x + shape.width).toBeLessThanOrEqual(width);
          expect(y + shape.height).toBeLessThanOrEqual(height);
        }
      expect(covered.size).toBe(columns * rows * shape.width * shape.height);
      expect(cornerOf(columns - 1, rows - 1)).toEqual([width - shape.width, height - shape.height]);
    },
  );

  it('gives the boxes over the canvas its proportions', () => {
    const { width, cornerOf, style } = stripLayout(6, 2, shape);
    const share = (name: string) => parseFloat((style as Record<string, string>)[name]) / 100;
    // Boxes are a sixth of what the gaps leave, in px of a strip that is 700 px wide.
    const box = (700 - 5 * share('--gap') * 700) / 6;
    const scale = 700 / width;
    expect(box).toBeCloseTo(shape.width * scale, 6);
    expect(box + share('--gap') * 700).toBeCloseTo(cornerOf(1, 0)[0] * scale, 6);
    expect((box * shape.height) / shape.width + share('--row-gap') * box).toBeCloseTo(
      cornerOf(0, 1)[1] * scale,
      6,
    );
  });
});
