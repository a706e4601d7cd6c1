import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Network } from './network.ts';
import { createNetworkChoice } from './networkChoice.ts';

const network = (id: string, part: Partial<Network> = {}): Network => ({
  id,
  title: id,
  classNames: [],
  imageShape: [1, 4, 4],
  bytes: 1,
  parameters: 1,
  predictionType: 'epsilon',
  onRequest: false,
  model: `http://x/${id}/`,
  isOwn: false,
  ...part,
});

const shipped = [network('big', { onRequest: true }), network('first'), network('second')];

function setup(asked: string, kept: readonly Network[] = []) {
  const link = createStore(() => ({ network: asked }));
  const findOwn = vi.fn(async () => kept);
  const onUnknown = vi.fn();
  const choice = createNetworkChoice({ shipped, link, findOwn, onUnknown });
  return { link, findOwn, onUnknown, choice, shown: () => choice.store.getState().network.id };
}

test('a shipped network is shown at once, and nothing is looked for', async () => {
  const { choice, findOwn, shown } = setup('second');
  expect(shown()).toBe('second');
  expect((await choice.settled()).id).toBe('second');
  expect(findOwn).not.toHaveBeenCalled();
});

test('choosing writes the link and tells whoever listens, once', () => {
  const { choice, link, shown } = setup('first');
  const heard = vi.fn();
  choice.store.subscribe(heard);
  choice.choose('second');
  expect(shown()).toBe('second');
  expect(link.getState().network).toBe('second');
  choice.choose('second');
  expect(heard).toHaveBeenCalledTimes(1);
});

test('an unknown id gives a notice and the default, which is never one that loads on request', async () => {
  const { choice, link, onUnknown, shown } = setup('nobody');
  expect((await choice.settled()).id).toBe('first');
  expect(onUnknown).toHaveBeenCalledWith('nobody', shipped[1], null);
  expect(link.getState().network).toBe('first');
  choice.choose('big');
  expect(shown()).toBe('big');
});

test('the link’s network may be one that the reader keeps', async () => {
  const { choice, onUnknown, shown } = setup('mine', [network('mine', { isOwn: true })]);
  expect((await choice.settled()).isOwn).toBe(true);
  expect(shown()).toBe('mine');
  expect(onUnknown).not.toHaveBeenCalled();
  expect(choice.store.getState().all.map(({ id }) => id)).toEqual(['big', 'first', 'second', 'mine']);
});

test('another choice while the link’s is looked for wins', async () => {
  const { choice, shown, onUnknown } = setup('mine', [network('mine', { isOwn: true })]);
  choice.choose('second');
  await choice.settled();
  expect(shown()).toBe('second');
  expect(onUnknown).not.toHaveBeenCalled();
});

test('a brought network replaces its earlier self, never a shipped one, and can be taken away', async () => {
  const { choice, shown } = setup('first');
  choice.bring(network('mine', { isOwn: true }));
  choice.choose('mine');
  choice.bring(network('mine', { isOwn: true, title: 'newer' }));
  expect(choice.store.getState().network.title).toBe('newer');
  expect(choice.store.getState().all.filter(({ id }) => id === 'mine')).toHaveLength(1);
  choice.withdraw('mine');
  expect(shown()).toBe('first');
  choice.withdraw('second');
  expect(choice.store.getState().all).toEqual(shipped);
});

test('what was kept does not take the place of what was brought since', async () => {
  const { choice } = setup('first', [network('mine', { isOwn: true, title: 'old' })]);
  choice.bring(network('mine', { isOwn: true, title: 'new' }));
  await choice.restoreOwn();
  expect(choice.store.getState().all.at(-1)!.title).toBe('new');
});

test('one whose pictures no figure can show is never the page’s, by link, by choice, or in the place of another', async () => {
  const latent = network('mine', { isOwn: true, imageShape: [4, 8, 8] });
  const { choice, link, onUnknown, shown } = setup('mine', [latent]);
  expect((await choice.settled()).id).toBe('first');
  expect(onUnknown).toHaveBeenCalledWith('mine', shipped[1], latent);
  expect(link.getState().network).toBe('first');
  choice.choose('mine');
  await choice.settled();
  expect(shown()).toBe('first');
  choice.bring(network('mine', { isOwn: true }));
  choice.choose('mine');
  expect(shown()).toBe('mine');
  choice.bring(latent);
  await choice.settled();
  expect(shown()).toBe('first');
});
