/** What can be told of the chapters' form without reading them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chapterPlugin } from './chapterPlugin.ts';

const src = join(import.meta.dirname, '../src');
const foldersOf = (name: string): string[] =>
  readdirSync(join(src, name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
const read = (...path: string[]): string => readFileSync(join(src, ...path), 'utf8');

const chapters = foldersOf('chapters').map((folder) => {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read('chapters', folder, 'en.mdx')) ?? [];
  return {
    folder,
    body: body ?? '',
    rows: /^rows: \[(.*)\]$/m.exec(front ?? '')?.[1].split(', ') ?? [],
    title: /^title: (.*)$/m.exec(front ?? '')?.[1] ?? '',
  };
});

/** Pages beside the chapters. */
const pages = foldersOf('pages').map((folder) => ({ folder, body: read('pages', folder, 'en.mdx') }));

const usedIds = (tag: 'Demo' | 'Derivation', body: string): string[] =>
  Array.from(body.matchAll(new RegExp(`<${tag} id="([^"]+)"`, 'g')), (match) => match[1]);
const blocks = (tag: string, body: string): string[] =>
  Array.from(body.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g')), (match) => match[1]);

/** What stands in words: no code, maths, tags. */
const proseOf = (body: string): string =>
  body
    .replace(/`[^`]*`/g, '')
    .replace(/\$\$[\s\S]*?\$\$|\$[^$]*\$/g, '')
    .replace(/<\/?[A-Z][^>]*>/g, '');

/** Lines with " or ', which the site writes as “ ” and ’. */
const straightQuotes = (text: string): string[] => text.split('\n').filter((line) => /["']/.test(line));

type Transform = (code: string, id: string) => Promise<{ code: string } | null>;

describe.each(chapters)('chapter $folder', ({ folder, body, rows, title }) => {
  it('compiles, with all its maths, figures and derivations', async () => {
    const path = join('chapters', folder, 'en.mdx');
    const compiled = await (chapterPlugin().transform as unknown as Transform)(read(path), join(src, path));
    expect(compiled?.code).not.toContain('katex-error');
    expect(compiled?.code).toContain('Scene');
  });

  it('asks, corrects a misconception, sums up and cites', () => {
    expect(title).toMatch(/\?$/);
    expect(rows).not.toEqual([]);
    expect(blocks('Predict', body)).not.toEqual([]);
    expect(blocks('Myth', body)).not.toEqual([]);
    expect(body).toContain('\n## In short\n');
    expect(body.slice(body.indexOf('\n## In short\n'))).toContain('**References.**');
  });

  it('asks questions with two to four answers, one of them right, and a reveal', () => {
    for (const question of blocks('Predict', body)) {
      const answers = question.match(/<Answer( right)?>/g) ?? [];
      expect(answers.length, question).toBeGreaterThanOrEqual(2);
      expect(answers.length, question).toBeLessThanOrEqual(4);
      expect(answers.filter((answer) => answer.includes('right')).length, question).toBe(1);
      expect(blocks('Reveal', question).length, question).toBe(1);
    }
  });

  it('has at most one figure or derivation in a section, so that a slide holds it', () => {
    const crowded = body
      .split(/^(?=## )/m)
      .filter((section) => usedIds('Demo', section).length + usedIds('Derivation', section).length > 1)
      .map((section) => section.split('\n')[0]);
    expect(crowded).toEqual([]);
  });

  it('has typographic quotes', () => {
    expect(straightQuotes(proseOf(body))).toEqual([]);
    for (const [, figureTitle] of body.matchAll(/title="([^"]*)"/g))
      expect(straightQuotes(figureTitle)).toEqual([]);
  });
});

describe.each(pages)('page $folder', ({ folder, body }) => {
  it('compiles, with typographic quotes', async () => {
    const path = join('pages', folder, 'en.mdx');
    const compiled = await (chapterPlugin().transform as unknown as Transform)(read(path), join(src, path));
    expect(compiled?.code).not.toContain('katex-error');
    expect(straightQuotes(proseOf(body.replace(/^---\n[\s\S]*?\n---\n/, '')))).toEqual([]);
  });
});

describe('folders', () => {
  it.each(['Demo', 'Derivation'] as const)('every %s stands in some chapter or page', (tag) => {
    const used = new Set([...chapters, ...pages].flatMap(({ body }) => usedIds(tag, body)));
    const folder = { Demo: 'demos', Derivation: 'derivations' }[tag];
    expect(foldersOf(folder).filter((id) => !used.has(id))).toEqual([]);
  });

  it('no demo has the name of a derivation: both write their sliders to the address under it', () => {
    expect(foldersOf('demos').filter((id) => foldersOf('derivations').includes(id))).toEqual([]);
  });

  it.each(foldersOf('derivations'))('%s stands in a chapter that claims its rows', (id) => {
    const rows = /rows: \[([^\]]*)\]/.exec(read('derivations', id, 'index.ts'))?.[1].match(/[A-Z]\d/g) ?? [];
    expect(rows).not.toEqual([]);
    const claimed = chapters
      .filter(({ body }) => usedIds('Derivation', body).includes(id))
      .flatMap((chapter) => chapter.rows);
    expect(rows.filter((row) => !claimed.includes(row))).toEqual([]);
  });
});

type Labels = { readonly [key: string]: string | Labels };

const labelsOf = (namespace: string): Labels => JSON.parse(read(namespace, 'en.json')) as Labels;

/** Whether a key leads somewhere, if only to the forms of a plural. */
function holds(labels: Labels, key: string): boolean {
  const path = key.split('.');
  const last = path.pop() ?? '';
  let at: string | Labels | undefined = labels;
  for (const name of path) at = typeof at === 'object' ? at[name] : undefined;
  return typeof at === 'object' && Object.keys(at).some((name) => name === last || name === `${last}_other`);
}

const stringsOf = (labels: Labels): string[] =>
  Object.values(labels).flatMap((value) => (typeof value === 'string' ? [value] : stringsOf(value)));

describe.each(
  [
    ...foldersOf('demos').map((id) => `demos/${id}`),
    ...foldersOf('figures').map((id) => `figures/${id}`),
  ].filter((namespace) => existsSync(join(src, namespace, 'en.json'))),
)('labels of %s', (namespace) => {
  // A derivation's view reads its words from the folder of the derivation that it is given.
  it.skipIf(namespace === 'figures/derivation')('exist for every key that its code names', () => {
    const missing = readdirSync(join(src, namespace))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .flatMap((file) => {
        const code = read(namespace, file);
        const others = Array.from(code.matchAll(/useLabels\('([^']+)'\)/g), (match) => match[1]);
        const tables = [...new Set([namespace, ...others])]
          .filter((name) => existsSync(join(src, name, 'en.json')))
          .map(labelsOf);
        const whole = Array.from(code.matchAll(/\b(?:text|label)\(\s*'([^']+)'/g), (match) => match[1]);
        // text(`curves.${id}`): the part before the first expression must exist
        const parts = Array.from(
          code.matchAll(/\b(?:text|label)\(\s*`([\w.-]+)\.\$\{/g),
          (match) => match[1],
        );
        return [...whole, ...parts]
          .filter((key) => !tables.some((labels) => holds(labels, key)))
          .map((key) => `${file}: ${key}`);
      });
    expect(missing).toEqual([]);
  });

  it('have typographic quotes', () => {
    expect(stringsOf(labelsOf(namespace)).flatMap((text) => straightQuotes(proseOf(text)))).toEqual([]);
  });
});

describe.each(foldersOf('derivations'))('words of %s', (id) => {
  it('have typographic quotes', () => {
    expect(stringsOf(labelsOf(`derivations/${id}`)).flatMap((text) => straightQuotes(proseOf(text)))).toEqual(
      [],
    );
  });
});
