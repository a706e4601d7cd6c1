import { colours, objects, scenes } from '../../figures/pictureBook/attributes.ts';
import type { Table } from '../../ui/demoState.ts';

/** Pictures on one page of the book: a multiple of the objects, so that a page without wishes shows each as often. */
export const PAGE = 48;

export const ANY = 'any';

export const table = {
  /** Which pictures: those that the networks learned from, those that they are measured on, or some under another seed. */
  set: { type: 'choice', options: ['train', 'test', 'own'], default: 'train' },
  /** Of the pictures that belong to no set. */
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
  object: { type: 'choice', options: [ANY, ...objects], default: ANY },
  colour: { type: 'choice', options: [ANY, ...colours], default: ANY },
  scene: { type: 'choice', options: [ANY, ...scenes], default: ANY },
  page: { type: 'int', min: 1, max: 1250, default: 1 },
  /** The picture of the page that is shown large. */
  pick: { type: 'int', min: 0, max: PAGE - 1, default: 0 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [756, 1189] } as const;
