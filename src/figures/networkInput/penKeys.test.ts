import { expect, it } from 'vitest';
import { movedPen } from './penKeys.ts';

const press = (key: string, shiftKey = false) => ({ key, shiftKey });

it('moves the pen by arrow keys, with Shift by less', () => {
  expect(movedPen([0.5, 0.5], press('ArrowRight'))).toEqual([0.55, 0.5]);
  expect(movedPen([0.5, 0.5], press('ArrowUp'))).toEqual([0.5, 0.45]);
  expect(movedPen([0.5, 0.5], press('ArrowDown', true))![1]).toBeCloseTo(0.51);
});

it('keeps it on the pad, and takes no other key', () => {
  expect(movedPen([0, 1], press('ArrowLeft'))).toEqual([0, 1]);
  expect(movedPen([0, 1], press('ArrowDown'))).toEqual([0, 1]);
  expect(movedPen([0.5, 0.5], press('a'))).toBeNull();
});
