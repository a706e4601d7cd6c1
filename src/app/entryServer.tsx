/** Renders every page to HTML at build time (scripts/build.mjs). */
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { provideDerivation } from './DerivationSlot.tsx';
import { i18n, loadLabels } from './labels.ts';
import { ChapterPage, HomePage, type Chapter } from './Page.tsx';
import { contents, derivationIds, loadChapter, loadDerivation, wordsOf } from './registry.ts';

export interface PrerenderedPage {
  /** '' for the front page. */
  slug: string;
  folder?: string;
  title: string;
  html: string;
}

const render = (page: React.ReactNode) =>
  renderToString(
    <StrictMode>
      <I18nextProvider i18n={i18n}>{page}</I18nextProvider>
    </StrictMode>,
  );

export async function prerenderedPages(): Promise<PrerenderedPage[]> {
  await loadLabels('figures', 'derivation');
  for (const id of derivationIds) {
    provideDerivation(id, await loadDerivation(id));
    await loadLabels('derivations', id);
  }
  const brand = `${i18n.t('app:brand')} ${i18n.t('app:brandTail')}`;
  const pages: PrerenderedPage[] = [{ slug: '', title: brand, html: render(<HomePage root="./" />) }];
  for (const entry of contents) {
    const { default: Chapter } = await loadChapter(entry.folder);
    pages.push({
      slug: entry.slug,
      folder: entry.folder,
      title: `${wordsOf(entry).title} · ${brand}`,
      html: render(<ChapterPage entry={entry} Chapter={Chapter as Chapter} root="../" />),
    });
  }
  return pages;
}
