/** Light, dark or projector; the reader's choice is kept on this device. */
export const themes = ['light', 'dark', 'projector'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'theme';

export const isTheme = (text: string | null): text is Theme => themes.includes(text as Theme);

/** `?theme=` in the address, else what was chosen before, else what the system prefers. */
export function initialTheme(): Theme {
  const asked = new URLSearchParams(location.search).get('theme');
  if (isTheme(asked)) return asked;
  const kept = localStorage.getItem(KEY);
  if (isTheme(kept)) return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme(theme);
}
