import { StrictMode, useEffect, type ReactNode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { provideDerivation } from './DerivationSlot.tsx';
import { i18n, loadFigureLabels, loadLabels } from './labels.ts';
import { HomePage } from './HomePage.tsx';
import { ChapterPage, SidePage, type Chapter } from './Page.tsx';
import {
  contents,
  derivationIds,
  loadChapter,
  loadDerivation,
  loadPage,
  pages,
  type PageEntry,
} from './registry.ts';
import { registerServiceWorker } from './serviceWorker.ts';
import './fonts.ts';
import '../ui/theme.css';

/** The site's root as seen from this page: `./` on the front page, `../` in a chapter (set when prerendering). */
const root = document.documentElement.dataset.root ?? '/';
const slug = document.documentElement.dataset.page ?? location.pathname.split('/').filter(Boolean)[0] ?? '';
const container = document.getElementById('app')!;

/** The derivations that stand in the prerendered page; without one (development), all. */
function derivationsInPage(): string[] {
  const marked = [...container.querySelectorAll<HTMLElement>('[data-derivation]')].map(
    (e) => e.dataset.derivation!,
  );
  return container.hasChildNodes() ? marked : derivationIds;
}

const loadOneDerivation = async (id: string) => {
  const [derivation] = await Promise.all([loadDerivation(id), loadLabels('derivations', id)]);
  provideDerivation(id, derivation);
};

async function sidePage(entry: PageEntry) {
  const [{ Words, components }] = await Promise.all([loadPage(entry.slug), loadFigureLabels(true)]);
  return <SidePage entry={entry} Words={Words as Chapter} components={components} root={root} />;
}

async function page() {
  const beside = pages.find((entry) => entry.slug === slug);
  if (beside) return sidePage(beside);
  const entry = contents.find((chapter) => chapter.slug === slug);
  if (!entry) return <HomePage root={root} />;
  const [module] = await Promise.all([
    loadChapter(entry.folder),
    loadLabels('figures', 'derivation'),
    ...derivationsInPage().map(loadOneDerivation),
  ]);
  return <ChapterPage entry={entry} Chapter={module.default as Chapter} root={root} />;
}

/** Sets `data-ready` once the page answers to keys and pointers: what tests and recordings wait for. */
function Ready({ children }: { children: ReactNode }) {
  useEffect(() => document.documentElement.setAttribute('data-ready', ''), []);
  return children;
}

const app = (
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <Ready>{await page()}</Ready>
    </I18nextProvider>
  </StrictMode>
);
if (container.hasChildNodes()) hydrateRoot(container, app);
else createRoot(container).render(app);
registerServiceWorker(root);
