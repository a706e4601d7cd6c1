import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readState, writeState, type Table } from './demoState.ts';

const table = {
  t: { type: 'int', min: 1, max: 1000, default: 300 },
  eta: { type: 'number', min: 0, max: 1, default: 0.5 },
  shrink: { type: 'flag', default: true },
  row: { type: 'choice', options: ['xt', 'x0', 'eps'], default: 'xt' },
  points: { type: 'numbers', min: -2, max: 2, default: [0, 1, -1] },
} as const satisfies Table;

const values = fc.record({
  t: fc.integer({ min: 1, max: 1000 }),
  eta: fc.double({ min: 0, max: 1, noNaN: true }),
  shrink: fc.boolean(),
  row: fc.constantFrom('xt', 'x0', 'eps'),
  points: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
});

describe('a demo’s state in a link', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(values, (written) => {
        const { values: read, problems } = readState(
          'demo',
          table,
          writeState('demo', table, written as never, ''),
        );
        expect(problems).toEqual([]);
        for (const [name, value] of Object.entries(written)) {
          // −0 is written as 0.
          const plain = (v: unknown) => JSON.stringify(v);
          expect(plain(read[name as keyof typeof read])).toBe(plain(value));
        }
      }),
    );
  });

  it('survives any fragment, with every value inside its range', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (junk, more) => {
        const { values: read } = readState(
          'demo',
          table,
          `#demo.t=${junk}&demo.row=${more}&demo.points=${junk}`,
        );
        expect(read.t >= 1 && read.t <= 1000 && Number.isInteger(read.t)).toBe(true);
        expect(['xt', 'x0', 'eps']).toContain(read.row);
        expect(read.points).toHaveLength(3);
      }),
    );
  });

  it('names what was wrong', () => {
    const { values: read, problems } = readState('demo', table, '#demo.t=5000&demo.eta=x&demo.shrink=2');
    expect(read).toMatchObject({ t: 1000, eta: 0.5, shrink: true });
    expect(problems.map(({ name }) => name)).toEqual(['t', 'eta', 'shrink']);
  });

  it('leaves defaults out, and other demos’ values alone', () => {
    const { values: defaults } = readState('demo', table, '');
    expect(writeState('demo', table, { ...defaults, t: 7 }, '#other.t=5')).toBe('other.t=5&demo.t=7');
    expect(writeState('demo', table, defaults, '#other.t=5&demo.t=7')).toBe('other.t=5');
  });

  it('a value of the whole page and those of demos survive each other', () => {
    const page = { network: { type: 'text', pattern: /^[\w-]+$/, longest: 20, default: 'one' } } as const;
    const withNetwork = writeState('', page, { network: 'two' }, 'demo.t=7');
    expect(withNetwork).toBe('demo.t=7&network=two');
    const { values: shown } = readState('demo', table, withNetwork);
    const moved = writeState('demo', table, { ...shown, t: 8 }, withNetwork);
    expect(readState('', page, moved).values).toEqual({ network: 'two' });
    expect(readState('demo', table, moved).values.t).toBe(8);
    // A demo called "network" is another one.
    expect(readState('', page, '#network.backend=wasm').values).toEqual({ network: 'one' });
    expect(writeState('', page, { network: 'one' }, moved)).toBe('demo.t=8');
  });

  it('a value is found by its former name, and written by its new one', () => {
    const renamed = { label: { ...table.row, formerly: 'row' } } as const;
    expect(readState('demo', renamed, 'demo.row=x0').values).toEqual({ label: 'x0' });
    expect(readState('demo', renamed, 'demo.row=x0&demo.label=eps').values).toEqual({ label: 'eps' });
    expect(writeState('demo', renamed, { label: 'eps' }, 'demo.row=x0')).toBe('demo.label=eps');
    expect(writeState('demo', renamed, { label: 'xt' }, 'demo.row=x0')).toBe('');
  });
});
