import { useSyncExternalStore } from 'react';

const follow = (onChange: () => void) => {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
};

const read = (names: string) => {
  const style = getComputedStyle(document.documentElement);
  return names
    .split(' ')
    .map((name) => style.getPropertyValue(`--${name}`).trim())
    .join(' ');
};

/** The theme's colours by their tokens' names (`paper xt`), in one string apart by spaces; followed as the theme changes. */
export const useThemeColours = (names: string): string =>
  useSyncExternalStore(
    follow,
    () => read(names),
    () => '',
  );
