import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import AttributeChoice from './AttributeChoice.tsx';

const attributes = [
  { name: 'object', values: ['fish', 'cat'], stride: 3, open: 2 },
  { name: 'scene', values: ['sea', 'snow'], stride: 1, open: 2 },
];
const names = ['fish, sea', 'fish, snow', 'fish', 'cat, sea', 'cat, snow', 'cat', 'sea', 'snow'];
const selected = (value: number | null) =>
  [
    ...renderToString(
      <AttributeChoice attributes={attributes} names={names} value={value} onChange={() => undefined} />,
    ).matchAll(/<option value="(\d)" selected/g),
  ].map(([, option]) => Number(option));

test('there is a list for each attribute, and each can be left open', () => {
  expect(selected(4)).toEqual([1, 1]);
  expect(selected(names.indexOf('cat'))).toEqual([1, 2]);
  expect(selected(null)).toEqual([2, 2]);
});
