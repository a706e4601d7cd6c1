/** Labels in the reader's language. Each namespace is one folder's en.json; missing text falls back to English. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const locale = 'en';

const lazyLabels = import.meta.glob<Record<string, unknown>>(
  ['../demos/*/en.json', '../derivations/*/en.json', '../figures/*/en.json'],
  { import: 'default' },
);
const shellLabels = import.meta.glob<Record<string, unknown>>(['./en.json', '../ui/en.json'], {
  import: 'default',
  eager: true,
});

const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: locale,
  fallbackLng: 'en',
  initAsync: false,
  // React escapes text; labels with maths are rendered and escaped by the build.
  interpolation: { escapeValue: false },
  resources: { en: { app: shellLabels['./en.json'], ui: shellLabels['../ui/en.json'] } },
});

export { i18n };

/** Loads the labels of a demo, a derivation or a figure; does nothing when it has none. */
export async function loadLabels(folder: 'demos' | 'derivations' | 'figures', id: string): Promise<void> {
  const namespace = `${folder}/${id}`;
  const load = lazyLabels[`../${namespace}/en.json`];
  if (load && !i18n.hasResourceBundle('en', namespace)) i18n.addResourceBundle('en', namespace, await load());
}

/** Figures that stand on pages beside the chapters: no chapter waits for their words, a demo that needs them names them. */
export const ofPagesOnly = new Set(['dropNetwork', 'networkReport', 'speed']);

/** The labels of what demos share: the picture pad, the network's status; with `pages`, of what pages show as well. */
export const loadFigureLabels = (pages = false): Promise<unknown> =>
  Promise.all(
    Object.keys(lazyLabels)
      .filter((path) => path.startsWith('../figures/'))
      .map((path) => path.split('/')[2])
      .filter((figure) => pages || !ofPagesOnly.has(figure))
      .map((figure) => loadLabels('figures', figure)),
  );
