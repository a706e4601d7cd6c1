import { describe, expect, it } from 'vitest';
import { keyStep2, keyValue } from './keyStep.ts';

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe('keys of a handle', () => {
  it('move a value both ways, further with Shift and the page keys', () => {
    expect(keyValue(key('ArrowRight'), 1, -3, 3)).toBeCloseTo(1.05);
    expect(keyValue(key('ArrowUp'), 1, -3, 3)).toBeCloseTo(1.05);
    expect(keyValue(key('ArrowLeft', true), 1, -3, 3)).toBeCloseTo(0.5);
    expect(keyValue(key('PageDown'), 1, -3, 3)).toBeCloseTo(0.5);
  });

  it('stop at the ends, and jump there', () => {
    expect(keyValue(key('ArrowRight', true), 2.9, -3, 3)).toBe(3);
    expect(keyValue(key('Home'), 1, -3, 3)).toBe(-3);
    expect(keyValue(key('End'), 1, -3, 3)).toBe(3);
  });

  it('move a point up where the picture goes up', () => {
    expect(keyStep2(key('ArrowUp'))).toEqual([0, 0.05]);
    expect(keyStep2(key('ArrowLeft', true))).toEqual([-0.5, 0]);
  });

  it('leave every other key to the page', () => {
    for (const other of ['Tab', 'Escape', 'Enter', 'p']) {
      expect(keyValue(key(other), 0, -1, 1)).toBeNull();
      expect(keyStep2(key(other))).toBeNull();
    }
  });
});
