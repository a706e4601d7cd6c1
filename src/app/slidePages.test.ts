import { expect, it } from 'vitest';
import fc from 'fast-check';
import { firstShown, type StepBox } from './slidePages.ts';

/** Steps of these heights, one under the other; the last `lines` are a derivation's with a head. */
function stack(heights: readonly number[], lines = 0, head = 30): StepBox[] {
  let top = 0;
  return heights.map((height, i) => {
    const isLine = i >= heights.length - lines;
    const isFirstLine = i === heights.length - lines;
    if (isFirstLine && isLine) top += head;
    const box = { top, bottom: top + height, head: isLine ? head : 0, breaks: isFirstLine && i > 0 };
    top += height;
    return { ...box, follows: isLine && !isFirstLine };
  });
}

it('keeps on one page what fits, and turns the page where it no longer does', () => {
  expect(firstShown(stack([40, 40, 40, 40, 40]), 100)).toEqual([0, 0, 2, 2, 4]);
  expect(firstShown(stack([40, 40, 40]), 120)).toEqual([0, 0, 0]);
});

it('leaves the words behind when a derivation begins, and repeats the line before', () => {
  expect(firstShown(stack([10, 10, 40, 40, 40, 40], 4), 110)).toEqual([0, 0, 2, 2, 3, 4]);
  expect(firstShown(stack([100, 100, 60], 3), 130)).toEqual([0, 1, 2]);
});

it('shows every step on a page of its room, and never goes back', () => {
  const heights = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(heights, fc.nat(15), (all, lines) => {
      const boxes = stack(all, Math.min(lines, all.length));
      const first = firstShown(boxes, 120);
      first.forEach((from, i) => {
        expect(from).toBeLessThanOrEqual(i);
        if (i > 0) expect(from).toBeGreaterThanOrEqual(first[i - 1]);
        expect(boxes[from].head + boxes[i].bottom - boxes[from].top).toBeLessThanOrEqual(120);
      });
    }),
  );
});
