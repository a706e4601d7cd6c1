import { describe, expect, it } from 'vitest';
import { choiceOfClass, classOfChoice } from './attributes.ts';
import { ANY, classNumber, classParameter } from './classLabel.ts';

// As models/diffusion_lines/attributes.py writes them; its test has the same names.
const attributes = [
  { name: 'object', values: ['fish', 'cat', 'cup'], stride: 9, open: 3 },
  { name: 'colour', values: ['red', 'blue'], stride: 3, open: 2 },
  { name: 'scene', values: ['sea', 'snow'], stride: 1, open: 2 },
];

describe('a choice of attributes', () => {
  it('is a class, and the class is the choice', () => {
    for (let number = 0; number < 36; number++)
      expect(classOfChoice(attributes, choiceOfClass(attributes, number))).toBe(number);
    expect(choiceOfClass(attributes, 15)).toEqual([1, null, 0]);
  });

  it('that leaves everything open is the class after the last', () => {
    expect(choiceOfClass(attributes, 35)).toEqual([null, null, null]);
    expect(classOfChoice(attributes, [null, null, null])).toBe(35);
  });

  it('stands in a link by its name', () => {
    const { pattern, longest } = classParameter(ANY);
    for (const name of ['fish, red, sea', 'butterfly, orange, meadow', 'sea']) {
      expect(name).toMatch(pattern);
      expect(name.length).toBeLessThanOrEqual(longest);
    }
    expect(classNumber('cat, sea', { names: ['fish', 'cat, sea'], hasAny: true })).toBe(1);
  });
});
