import { cutClosing, cutOpening, escapeHtml, renderInlineMaths } from './inlineMaths.ts';

/** Marks a label that is HTML; src/ui/Label.tsx looks for it. */
export const HTML_MARK = '<tex>';

/** Renders the `$…$` parts of a label; the rest is escaped. A label without maths stays as it is. */
export function renderLabel(text: string): string {
  if (!text.includes('$')) return text;
  const parts = text.split('$');
  if (parts.length % 2 === 0) throw new Error(`A label has an odd number of dollar signs: ${text}`);
  let html = '';
  let [words, opening] = cutOpening(parts[0]);
  for (let i = 1; i < parts.length; i += 2) {
    const [closing, rest] = cutClosing(parts[i + 1]);
    html += escapeHtml(words) + renderInlineMaths(parts[i], opening, closing);
    [words, opening] = cutOpening(rest);
  }
  return HTML_MARK + html + escapeHtml(words + opening);
}

/** Applies `renderLabel` to every string of a label file. */
export function renderLabels(labels: unknown): unknown {
  if (typeof labels === 'string') return renderLabel(labels);
  if (Array.isArray(labels)) return labels.map(renderLabels);
  if (labels && typeof labels === 'object')
    return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, renderLabels(value)]));
  return labels;
}
