import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import { renderLabel } from './katex.ts';

const chapters = join(import.meta.dirname, '../src/chapters');
const MODULE = 'virtual:contents';

export interface ChapterEntry {
  /** The folder's name, e.g. 01-noise-a-picture; it decides order and address. */
  folder: string;
  slug: string;
  number: number;
  /** Per language: the front matter. */
  locales: Record<string, { title: string; summary: string; part: string; rows?: string[] }>;
}

const FRONT = /^---\n([\s\S]*?)\n---/;

function readLocale(file: string) {
  const source = readFileSync(file, 'utf8');
  const front = parse(FRONT.exec(source)?.[1] ?? '') ?? {};
  for (const key of ['title', 'summary', 'part', 'rows'])
    if (!(key in front)) throw new Error(`${file}: the front matter lacks "${key}".`);
  return { ...front, title: front.title, summary: renderLabel(front.summary) };
}

/** The chapters in their order, from the folders of src/chapters. */
export function readContents(): ChapterEntry[] {
  return readdirSync(chapters)
    .filter((name) => /^\d\d-/.test(name) && existsSync(join(chapters, name, 'en.mdx')))
    .sort()
    .map((folder) => ({
      folder,
      slug: folder.slice(3),
      number: Number(folder.slice(0, 2)),
      locales: Object.fromEntries(
        readdirSync(join(chapters, folder))
          .filter((file) => file.endsWith('.mdx'))
          .map((file) => [file.slice(0, -4), readLocale(join(chapters, folder, file))]),
      ),
    }));
}

/** The rows are for the tests; the page does not need them. */
const withoutRows = (key: string, value: unknown) => (key === 'rows' ? undefined : value);

/** `import { contents } from 'virtual:contents'`: titles without loading the chapters. */
export function contentsPlugin(): Plugin {
  return {
    name: 'contents',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}` ? `export const contents = ${JSON.stringify(readContents(), withoutRows)};` : null,
  };
}
