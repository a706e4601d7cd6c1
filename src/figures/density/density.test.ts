import { describe, expect, it } from 'vitest';
import { normalCdf, normalPdf } from '../../math/gaussian.ts';
import { colourRamp, bytesOf, bytesOfHex, oklabOf } from './colourRamp.ts';
import { densityFieldOf, levelOf, timeOf, type FieldGrid } from './densityField.ts';

const grid: FieldGrid = { times: [1, 3], places: [-4, 4], columns: 5, rows: 400 };

const finished = <R>(generator: Generator<void, R>): R => {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
};

describe('densityFieldOf', () => {
  const field = finished(densityFieldOf(grid, (t) => (x) => normalCdf(x, 0.5, t)));

  it('holds the density at each cell’s centre, largest x on top', () => {
    for (let column = 0; column < grid.columns; column++)
      for (const row of [0, 120, 199, 390]) {
        const x = 4 - (row + 0.5) * 0.02;
        const exact = normalPdf(x, 0.5, timeOf(grid, column));
        expect(field.values[row * grid.columns + column]).toBeCloseTo(exact, 5);
      }
  });

  it('keeps the mass of a point', () => {
    const point = finished(densityFieldOf(grid, () => (x) => (x < 0.013 ? 0 : 1)));
    const mass = point.values.filter((_, i) => i % grid.columns === 0).reduce((sum, v) => sum + v * 0.02, 0);
    expect(mass).toBeCloseTo(1, 6);
  });

  it('colours by the root of the share', () => {
    expect([levelOf(0, 2), levelOf(0.5, 2), levelOf(9, 2)]).toEqual([0, 0.5, 1]);
  });
});

describe('colourRamp', () => {
  it('goes from one colour to the other in even steps of lightness', () => {
    const ramp = colourRamp('#fffdf9', '#7a3f98');
    expect([...ramp.slice(0, 3)]).toEqual([255, 253, 249]);
    expect([...ramp.slice(-3)]).toEqual([122, 63, 152]);
    const lightness = Array.from(
      { length: 256 },
      (_, i) => oklabOf([ramp[3 * i], ramp[3 * i + 1], ramp[3 * i + 2]])[0],
    );
    const step = (lightness[255] - lightness[0]) / 255;
    for (let i = 0; i < 256; i++)
      expect(Math.abs(lightness[i] - lightness[0] - i * step)).toBeLessThan(0.003);
  });

  it('knows white’s lightness, and turns back', () => {
    expect(oklabOf([255, 255, 255])[0]).toBeCloseTo(1, 5);
    expect(bytesOf(oklabOf([12, 200, 99]))).toEqual([12, 200, 99]);
    expect(() => bytesOfHex('red')).toThrow('no colour');
  });
});
