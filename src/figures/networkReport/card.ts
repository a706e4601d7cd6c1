/** What the report takes from a model card, so that it stands in one place only. */

const sectionOf = (card: string, heading: string): string =>
  new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(card)?.[1] ?? '';

/** The code blocks of the section "Commands". */
export const commandsOf = (card: string): string[] =>
  Array.from(sectionOf(card, 'Commands').matchAll(/^```\w*\n([\s\S]*?)^```$/gm), ([, code]) =>
    code.trimEnd(),
  );

const plain = (markdown: string): string => markdown.replaceAll('`', '').trim();

/** The rows of a section's table of two columns, with its head. */
const rowsOf = (card: string, heading: string): [name: string, value: string][] =>
  Array.from(
    sectionOf(card, heading).matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm),
    ([, name, value]) => [plain(name), plain(value)] as [string, string],
  ).filter(([name]) => name !== '' && !name.startsWith('---'));

/** The rows of the table in the section "Recipe", which has no head. */
export const recipeOf = (card: string): [name: string, value: string][] => rowsOf(card, 'Recipe');

/** The rows of the table in the section "What was tried", without its head. */
export const triedOf = (card: string): [what: string, result: string][] =>
  rowsOf(card, 'What was tried').slice(1);
