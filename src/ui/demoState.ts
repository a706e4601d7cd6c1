/**
 * A demo's state is a small typed table that becomes the URL's fragment:
 * `#noise.t=300&noise.seed=4`. A wrong value is clamped or ignored, with a notice, never a crash.
 * What belongs to the whole page has the empty id and stands without a dot: `#network=mnist-28`.
 */
import { useMemo, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import { addNotice } from './notices.ts';

export type Parameter = Value & {
  /** The name that the value has in older links. */
  formerly?: string;
};

type Value =
  | { type: 'int' | 'number'; min: number; max: number; default: number }
  | { type: 'flag'; default: boolean }
  | { type: 'choice'; options: readonly string[]; default: string }
  /** Numbers of fixed count, e.g. dragged points. */
  | { type: 'numbers'; min: number; max: number; default: readonly number[] }
  /** Letters that `pattern` allows, e.g. a drawing; no longer than `longest`. */
  | { type: 'text'; pattern: RegExp; longest: number; default: string };

export type Table = Record<string, Parameter>;

type ValueOf<P extends Parameter> = P extends { type: 'flag' }
  ? boolean
  : P extends { type: 'choice'; options: readonly (infer O)[] }
    ? O
    : P extends { type: 'numbers' }
      ? readonly number[]
      : P extends { type: 'text' }
        ? string
        : number;

export type Values<T extends Table> = { [K in keyof T]: ValueOf<T[K]> };
export type Read = { value: boolean | number | string | readonly number[]; problem?: 'clamped' | 'ignored' };

const clamp = (x: number, min: number, max: number) => Math.min(max, Math.max(min, x));

function readNumber(text: string, min: number, max: number, whole: boolean): Read {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) return { value: NaN, problem: 'ignored' };
  const value = clamp(whole ? Math.round(number) : number, min, max);
  return value === number ? { value } : { value, problem: 'clamped' };
}

/** One value from a link's text. */
export function readParameter(parameter: Parameter, text: string): Read {
  const ignored: Read = { value: parameter.default, problem: 'ignored' };
  switch (parameter.type) {
    case 'flag':
      return text === '1' || text === '0' ? { value: text === '1' } : ignored;
    case 'choice':
      return parameter.options.includes(text) ? { value: text } : ignored;
    case 'text':
      return text.length <= parameter.longest && parameter.pattern.test(text) ? { value: text } : ignored;
    case 'numbers': {
      const parts = text.split(',').map((part) => readNumber(part, parameter.min, parameter.max, false));
      if (parts.length !== parameter.default.length || parts.some((p) => p.problem === 'ignored'))
        return ignored;
      const value = parts.map((p) => p.value as number);
      return parts.some((p) => p.problem) ? { value, problem: 'clamped' } : { value };
    }
    default: {
      const read = readNumber(text, parameter.min, parameter.max, parameter.type === 'int');
      return read.problem === 'ignored' ? ignored : read;
    }
  }
}

const writeParameter = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? '1' : '0') : Array.isArray(value) ? value.join(',') : String(value);

/** A value's name in the fragment. */
const entryName = (id: string, name: string) => (id === '' ? name : `${id}.${name}`);

/** All values of one demo from a fragment; `problems` names what was wrong. */
export function readState<T extends Table>(id: string, table: T, fragment: string) {
  const query = new URLSearchParams(fragment.replace(/^#/, ''));
  const problems: { name: string; asked: string; shown: string }[] = [];
  const entries = Object.entries(table).map(([name, parameter]) => {
    const old = parameter.formerly === undefined ? null : query.get(entryName(id, parameter.formerly));
    const asked = query.get(entryName(id, name)) ?? old;
    if (asked === null) return [name, parameter.default];
    const { value, problem } = readParameter(parameter, asked);
    if (problem) problems.push({ name, asked: asked.slice(0, 40), shown: writeParameter(value) });
    return [name, value];
  });
  return { values: Object.fromEntries(entries) as Values<T>, problems };
}

/** The fragment with this demo's values in it; defaults are left out, other demos' values stay. */
export function writeState<T extends Table>(
  id: string,
  table: T,
  values: Values<T>,
  fragment: string,
): string {
  const query = new URLSearchParams(fragment.replace(/^#/, ''));
  for (const [name, parameter] of Object.entries(table)) {
    const text = writeParameter(values[name]);
    if (parameter.formerly !== undefined) query.delete(entryName(id, parameter.formerly));
    if (text === writeParameter(parameter.default)) query.delete(entryName(id, name));
    else query.set(entryName(id, name), text);
  }
  return query.toString().replaceAll('%2C', ',');
}

/** Where the page is rendered to HTML there is no address, and the defaults stand. */
const currentFragment = () => (typeof location === 'undefined' ? '' : location.hash);

/** A store of its own, for what several demos of a page share; a demo itself calls useDemoState. */
export function createDemoStore<T extends Table>(id: string, table: T) {
  const read = readState(id, table, currentFragment());
  for (const problem of read.problems) addNotice({ key: 'link-value', ...problem });
  const store = createStore<Values<T>>(() => read.values);
  let pending = 0;
  store.subscribe((values) => {
    // Browsers refuse more than about 100 replaceState calls in 30 s: write when the slider rests.
    clearTimeout(pending);
    pending = window.setTimeout(() => {
      const fragment = writeState(id, table, values, location.hash);
      history.replaceState(
        history.state,
        '',
        fragment ? `#${fragment}` : location.pathname + location.search,
      );
    }, 300);
  });
  return store;
}

/** A demo's values and a setter that takes a part of them. One store per mounted demo. `table` must be a constant. */
export function useDemoState<T extends Table>(
  id: string,
  table: T,
): [Values<T>, (part: Partial<Values<T>>) => void] {
  const store = useMemo(() => createDemoStore(id, table), [id, table]);
  const defaults = useMemo(() => readState(id, table, '').values, [id, table]);
  const values = useSyncExternalStore(store.subscribe, store.getState, () => defaults);
  return [values, store.setState as (part: Partial<Values<T>>) => void];
}
