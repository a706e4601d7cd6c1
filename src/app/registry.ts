/** What the folders hold: chapters, demos, derivations. Adding one touches its own folder only. */
import type { MDXModule } from 'mdx/types';
import type { ComponentType } from 'react';
import { contents } from 'virtual:contents';
import { layouts } from 'virtual:layouts';
import { locale } from './labels.ts';

export { derivationIds, loadDerivation } from '../derivations/index.ts';
export { contents };
export type { ChapterEntry } from '../../build/contentsPlugin.ts';

/** How much room a demo takes; exported as `layout` from its state.ts. */
export interface Layout {
  width: 'text' | 'wide' | 'full';
  /** px kept before the demo arrives: [wide page, narrow page]. */
  reserve: readonly [number, number];
}

const chapterModules = import.meta.glob<MDXModule>('../chapters/*/*.mdx');
const demoModules = import.meta.glob<{ default: ComponentType }>('../demos/*/index.tsx');

export const loadChapter = (folder: string) => {
  const load =
    chapterModules[`../chapters/${folder}/${locale}.mdx`] ?? chapterModules[`../chapters/${folder}/en.mdx`];
  return load();
};

export const loadDemo = async (id: string) => demoModules[`../demos/${id}/index.tsx`]();

export const layoutOf = (id: string): Layout | undefined => layouts[id];

/** A chapter's words about itself, in the reader's language. */
export const wordsOf = (chapter: (typeof contents)[number]) => chapter.locales[locale] ?? chapter.locales.en;
