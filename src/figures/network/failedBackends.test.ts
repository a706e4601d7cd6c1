import { expect, test } from 'vitest';
import { failedBackends } from './failedBackends.ts';

const webgpu = { id: 'webgpu', reason: 'bad WGSL' } as const;
const webgl = { id: 'webgl', reason: 'context lost' } as const;

function tab(content: string | null = null) {
  let kept = content;
  return { getItem: () => kept, setItem: (_: string, text: string) => void (kept = text) };
}

test('what failed is known to the tab’s next page, for this network alone, until it is forgotten', () => {
  const storage = tab();
  const failures = failedBackends(storage);
  failures.add('a', [webgpu]);
  failures.add('a', [{ ...webgpu, reason: 'later' }, webgl]);
  const next = failedBackends(storage);
  expect(next.of('a')).toEqual([webgpu, webgl]);
  expect(next.of('b')).toEqual([]);
  next.forget('a', 'wasm');
  next.forget('a', 'webgl');
  expect(failedBackends(storage).of('a')).toEqual([webgpu]);
  next.add('a', [webgl]);
  next.forget('a', 'webgpu');
  expect(failedBackends(storage).of('a')).toEqual([]);
  next.add('a', [webgl]);
  next.forget('a');
  expect(failedBackends(storage).of('a')).toEqual([]);
});

test.each([
  [
    'blocked',
    {
      getItem: () => null,
      setItem: () => {
        throw new Error('blocked');
      },
    },
  ],
  ['spoilt', tab('{"a":[{"id":7}],"b":3')],
  ['of another kind', tab('{"a":[{"id":7}],"b":3}')],
  ['not there', null],
])('storage that is %s costs no more than the memory', (_, storage) => {
  const failures = failedBackends(storage);
  expect(failures.of('a')).toEqual([]);
  expect(failures.of('b')).toEqual([]);
  failures.add('a', [webgpu]);
  expect(failures.of('a')).toEqual([webgpu]);
});
