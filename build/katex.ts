import katex from 'katex';
import { katexMacros } from '../src/derivations/notation.ts';

/** Renders TeX to static HTML with MathML beside it, with the site's symbols as macros. Throws on bad TeX. */
export function renderTex(source: string, displayMode: boolean): string {
  const html = katex.renderToString(source, {
    displayMode,
    throwOnError: true,
    // \htmlClass carries the symbol's id to the page; nothing else is trusted.
    trust: ({ command }) => command === '\\htmlClass',
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
    macros: katexMacros(),
  });
  // The MathML beside it is what is read aloud; the TeX inside that only adds bytes.
  return html.replace(/<annotation encoding="application\/x-tex">[\s\S]*?<\/annotation>/g, '');
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Marks a label that is HTML; src/ui/Label.tsx looks for it. */
export const HTML_MARK = '<tex>';

/** Renders the `$…$` parts of a label; the rest is escaped. A label without maths stays as it is. */
export function renderLabel(text: string): string {
  if (!text.includes('$')) return text;
  const parts = text.split('$');
  if (parts.length % 2 === 0) throw new Error(`A label has an odd number of dollar signs: ${text}`);
  return HTML_MARK + parts.map((part, i) => (i % 2 ? renderTex(part, false) : escapeHtml(part))).join('');
}

/** Applies `renderLabel` to every string of a label file. */
export function renderLabels(labels: unknown): unknown {
  if (typeof labels === 'string') return renderLabel(labels);
  if (Array.isArray(labels)) return labels.map(renderLabels);
  if (labels && typeof labels === 'object')
    return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, renderLabels(value)]));
  return labels;
}
