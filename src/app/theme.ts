/** Light, dark or projector; the reader's choice is kept on this device. */
import { useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';

export const themes = ['light', 'dark', 'projector'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'theme';

const isTheme = (text: string | undefined): text is Theme => themes.includes(text as Theme);

/** What public/theme.js has set before the first paint: the address, the kept choice, or the system's preference. */
const initialTheme = (): Theme => {
  const set = typeof document === 'undefined' ? undefined : document.documentElement.dataset.theme;
  return isTheme(set) ? set : 'light';
};

const store = createStore<{ theme: Theme }>(() => ({ theme: initialTheme() }));

export const useTheme = (): Theme =>
  useSyncExternalStore(
    store.subscribe,
    () => store.getState().theme,
    () => 'light',
  );

export function chooseTheme(theme: Theme): void {
  store.setState({ theme });
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be blocked; the choice then lasts for this page.
  }
}
