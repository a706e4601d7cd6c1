/** Renders every page to HTML at build time (scripts/build.mjs). */
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
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
  pages as sidePages,
  pageWordsOf,
  wordsOf,
} from './registry.ts';

export interface PrerenderedPage {
  /** '' for the front page. */
  slug: string;
  /** The folder of its words in src/, for the chunks to fetch at once. */
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
  await loadFigureLabels(true);
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
      folder: `chapters/${entry.folder}`,
      title: `${wordsOf(entry).title} · ${brand}`,
      html: render(<ChapterPage entry={entry} Chapter={Chapter as Chapter} root="../" />),
    });
  }
  for (const entry of sidePages) {
    const { Words, components } = await loadPage(entry.slug);
    pages.push({
      slug: entry.slug,
      folder: `pages/${entry.slug}`,
      title: `${pageWordsOf(entry).title} · ${brand}`,
      html: render(<SidePage entry={entry} Words={Words as Chapter} components={components} root="../" />),
    });
  }
  return pages;
}
