import { renderTex } from './katex.ts';

/** Punctuation that opens before a formula, and that closes behind it, without a space between. */
const OPENING = /[([“‘]+$/;
const CLOSING = /^(?:[.,;:!?…)\]”%–-]|’s?)+/;

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What of the words before a formula must stay on its line, as `[words, kept]`. */
export function cutOpening(words: string): [string, string] {
  const kept = OPENING.exec(words)?.[0] ?? '';
  return [words.slice(0, words.length - kept.length), kept];
}

/** What of the words behind a formula must stay on its line, as `[kept, words]`. */
export function cutClosing(words: string): [string, string] {
  const kept = CLOSING.exec(words)?.[0] ?? '';
  return [kept, words.slice(kept.length)];
}

const HTML_START = '<span class="katex-html" aria-hidden="true">';

/** The elements that stand side by side in `html`, a row of spans. */
function spansOf(html: string): string[] {
  const spans: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of html.matchAll(/<span\b|<\/span>/g)) {
    depth += tag === '</span>' ? -1 : 1;
    if (depth > 0) continue;
    const end = index + tag.length;
    spans.push(html.slice(start, end));
    start = end;
  }
  return spans;
}

const unbroken = (html: string) => `<span class="unbroken">${html}</span>`;

/**
 * A formula in a line of words, with the punctuation that touches it. KaTeX sets a formula as a row of boxes, between which
 * a line may break, and so it may between the last box and a full stop. Browsers do not break inside `.unbroken`; so that
 * a long formula still can, only its first and its last box go in there, in a `.katex` of their own.
 */
export function renderInlineMaths(source: string, opening = '', closing = ''): string {
  const html = renderTex(source, false);
  if (!opening && !closing) return html;
  const start = html.indexOf(HTML_START) + HTML_START.length;
  const spoken = html.slice(html.indexOf('>') + 1, start - HTML_START.length);
  const boxes = spansOf(html.slice(start, html.lastIndexOf('</span></span>')));
  if (boxes.length < 2) return unbroken(escapeHtml(opening) + html + escapeHtml(closing));

  const katex = (some: string[], mathMl = '') =>
    some.length > 0 ? `<span class="katex">${mathMl}${HTML_START}${some.join('')}</span></span>` : '';
  const first = opening ? boxes.splice(0, 1) : [];
  const last = closing ? boxes.splice(-1) : [];
  return (
    (opening && unbroken(escapeHtml(opening) + katex(first, spoken))) +
    katex(boxes, opening ? '' : spoken) +
    (closing && unbroken(katex(last) + escapeHtml(closing)))
  );
}
