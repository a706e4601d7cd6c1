/** What the folders hold: chapters, pages, demos, derivations. Adding one touches its own folder only. */
import type { MDXComponents, MDXModule } from 'mdx/types';
import type { ComponentType } from 'react';
import { contents, pages } from 'virtual:contents';
import { layouts } from 'virtual:layouts';
import { locale } from './labels.ts';

export { derivationIds, loadDerivation } from '../derivations/index.ts';
export { contents, pages };
export type { ChapterEntry, PageEntry } from '../../build/contentsPlugin.ts';

/** How much room a demo takes; exported as `layout` from its state.ts. */
export interface Layout {
  width: 'text' | 'wide' | 'full';
  /** px kept before the demo arrives: [wide page, narrow page]. */
  reserve: readonly [number, number];
  /** Figures whose labels the demo needs beside those that every chapter loads. */
  words?: readonly string[];
}

const chapterModules = import.meta.glob<MDXModule>('../chapters/*/*.mdx');
const pageModules = import.meta.glob<MDXModule>('../pages/*/*.mdx');
const pageComponents = import.meta.glob<{ default: MDXComponents }>('../pages/*/components.tsx');
const demoModules = import.meta.glob<{ default: ComponentType }>('../demos/*/index.tsx');

export const loadChapter = (folder: string) => {
  const load =
    chapterModules[`../chapters/${folder}/${locale}.mdx`] ?? chapterModules[`../chapters/${folder}/en.mdx`];
  return load();
};

/** A page's words, and the components of its own that they name. */
export const loadPage = async (slug: string) => {
  const load = pageModules[`../pages/${slug}/${locale}.mdx`] ?? pageModules[`../pages/${slug}/en.mdx`];
  const [words, own] = await Promise.all([load(), pageComponents[`../pages/${slug}/components.tsx`]?.()]);
  return { Words: words.default, components: own?.default ?? {} };
};

export const loadDemo = async (id: string) => demoModules[`../demos/${id}/index.tsx`]();

export const layoutOf = (id: string): Layout | undefined => layouts[id];

/** A chapter's words about itself, in the reader's language. */
export const wordsOf = (chapter: (typeof contents)[number]) => chapter.locales[locale] ?? chapter.locales.en;

/** A page's words about itself, in the reader's language. */
export const pageWordsOf = (page: (typeof pages)[number]) => page.locales[locale] ?? page.locales.en;
