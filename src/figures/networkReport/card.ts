/** What the report takes from a model card, so that it stands in one place only. */

const sectionOf = (card: string, heading: string): string =>
  new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(card)?.[1] ?? '';

/** The code blocks of the section "Commands". */
export const commandsOf = (card: string): string[] =>
  Array.from(sectionOf(card, 'Commands').matchAll(/^```\w*\n([\s\S]*?)^```$/gm), ([, code]) =>
    code.trimEnd(),
  );

const plain = (markdown: string): string => markdown.replaceAll('`', '').trim();

/** The rows of the table in the section "Recipe". */
export const recipeOf = (card: string): [name: string, value: string][] =>
  Array.from(
    sectionOf(card, 'Recipe').matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm),
    ([, name, value]) => [plain(name), plain(value)] as [string, string],
  ).filter(([name]) => name !== '' && !name.startsWith('---'));
