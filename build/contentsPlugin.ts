import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import { renderLabel } from './labels.ts';

const chapters = join(import.meta.dirname, '../src/chapters');
const pages = join(import.meta.dirname, '../src/pages');
const MODULE = 'virtual:contents';

export interface ChapterEntry {
  /** The folder's name, e.g. 01-noise-a-picture; it decides order and address. */
  folder: string;
  slug: string;
  number: number;
  /** Per language: the front matter. */
  locales: Record<string, { title: string; summary: string; part: string; rows?: string[] }>;
}

/** A page beside the chapters: one folder of src/pages. */
export interface PageEntry {
  /** The folder's name and the page's address. */
  slug: string;
  /** Per language: the front matter. `name` is what the top bar calls it. */
  locales: Record<string, { title: string; summary: string; name: string; order: number }>;
}

const FRONT = /^---\n([\s\S]*?)\n---/;

function readLocale<K extends string>(file: string, keys: readonly K[]) {
  const source = readFileSync(file, 'utf8');
  const front = parse(FRONT.exec(source)?.[1] ?? '') ?? {};
  for (const key of keys) if (!(key in front)) throw new Error(`${file}: the front matter lacks "${key}".`);
  return { ...front, title: front.title, summary: renderLabel(front.summary) };
}

/** The front matter in every language of a folder. */
const readLocales = <K extends string>(folder: string, keys: readonly K[]) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.mdx'))
      .map((file) => [file.slice(0, -4), readLocale(join(folder, file), keys)]),
  );

/** The chapters in their order, from the folders of src/chapters. */
export function readContents(): ChapterEntry[] {
  return readdirSync(chapters)
    .filter((name) => /^\d\d-/.test(name) && existsSync(join(chapters, name, 'en.mdx')))
    .sort()
    .map((folder) => ({
      folder,
      slug: folder.slice(3),
      number: Number(folder.slice(0, 2)),
      locales: readLocales(join(chapters, folder), ['title', 'summary', 'part', 'rows']),
    }));
}

/** The pages beside the chapters, in the order that their front matter gives. */
export const readPages = (): PageEntry[] =>
  readdirSync(pages)
    .filter((slug) => existsSync(join(pages, slug, 'en.mdx')))
    .map((slug) => ({
      slug,
      locales: readLocales(join(pages, slug), ['title', 'summary', 'name', 'order']),
    }))
    .sort((a, b) => a.locales.en.order - b.locales.en.order);

/** The rows are for the tests; the page does not need them. */
const withoutRows = (key: string, value: unknown) => (key === 'rows' ? undefined : value);

/** `import { contents, pages } from 'virtual:contents'`: titles without loading the chapters. */
export function contentsPlugin(): Plugin {
  return {
    name: 'contents',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export const contents = ${JSON.stringify(readContents(), withoutRows)};\n` +
          `export const pages = ${JSON.stringify(readPages())};`
        : null,
  };
}
