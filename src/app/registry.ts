/** What the folders hold: chapters, demos, derivations. Adding one touches its own folder only. */
import type { MDXModule } from 'mdx/types';
import type { ComponentType } from 'react';
import { contents } from 'virtual:contents';
import { layouts } from 'virtual:layouts';
import type { Derivation } from '../derivations/types.ts';
import { locale } from './labels.ts';

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
const derivationModules = import.meta.glob<Derivation>('../derivations/*/index.ts', { import: 'derivation' });

export const loadChapter = (folder: string) => {
  const load =
    chapterModules[`../chapters/${folder}/${locale}.mdx`] ?? chapterModules[`../chapters/${folder}/en.mdx`];
  return load();
};

export const loadDemo = async (id: string) => demoModules[`../demos/${id}/index.tsx`]();

export const layoutOf = (id: string): Layout | undefined => layouts[id];

export const loadDerivation = (id: string) => derivationModules[`../derivations/${id}/index.ts`]();

export const derivationIds = Object.keys(derivationModules).map((path) => path.split('/')[2]);

/** A chapter's words about itself, in the reader's language. */
export const wordsOf = (chapter: (typeof contents)[number]) => chapter.locales[locale] ?? chapter.locales.en;
