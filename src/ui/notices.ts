/** Messages to the reader: what went wrong, and what to do. Shown by src/app/Notices.tsx. */
import { createStore } from 'zustand/vanilla';

/** `key` names a label in src/app/en.json under `notices`; the rest fills it in. */
export interface Notice {
  key: string;
  [value: string]: string;
}

export const notices = createStore<{ list: readonly Notice[] }>(() => ({ list: [] }));

const same = (a: Notice, b: Notice) => JSON.stringify(a) === JSON.stringify(b);

export function addNotice(notice: Notice): void {
  notices.setState(({ list }) => ({ list: list.some((n) => same(n, notice)) ? list : [...list, notice] }));
}

export function removeNotice(notice: Notice): void {
  notices.setState(({ list }) => ({ list: list.filter((n) => !same(n, notice)) }));
}
