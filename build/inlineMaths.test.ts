import { describe, expect, it } from 'vitest';
import { chapterPlugin } from './chapterPlugin.ts';
import { cutClosing, cutOpening, renderInlineMaths } from './inlineMaths.ts';
import { renderTex } from './katex.ts';
import { renderLabel } from './labels.ts';

const BOX = /class="katex-base"/g;
const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;
/** What can be read of HTML, without what is read aloud. */
const visible = (html: string) =>
  html.replace(/<span class="katex-mathml">.*?<\/math><\/span>/gs, '').replace(/<[^>]*>/g, '');
/** The contents of the spans that do not break; no formula here nests them. */
const kept = (html: string) => {
  const spans: string[] = [];
  for (const { index } of html.matchAll(/<span class="unbroken">/g)) {
    let depth = 0;
    for (const { 0: tag, index: at } of html.slice(index).matchAll(/<span\b|<\/span>/g)) {
      depth += tag === '</span>' ? -1 : 1;
      if (depth === 0) {
        spans.push(html.slice(index, index + at));
        break;
      }
    }
  }
  return spans;
};

describe('punctuation that touches a formula', () => {
  it('is found on either side', () => {
    expect(cutOpening('the centre (“')).toEqual(['the centre ', '(“']);
    expect(cutOpening('the centre ')).toEqual(['the centre ', '']);
    expect(cutClosing('.” And')).toEqual(['.”', ' And']);
    expect(cutClosing('’s mean')).toEqual(['’s', ' mean']);
    expect(cutClosing(' (not this)')).toEqual(['', ' (not this)']);
  });

  it('stays with a formula of one box', () => {
    const html = renderInlineMaths('\\xt', '(', '),');
    expect(kept(html)).toHaveLength(1);
    expect(visible(html)).toBe(`(${visible(renderTex('\\xt', false))}),`);
  });

  it('stays with the nearest box of a long formula, which still breaks between its others', () => {
    const source = '\\xt = a\\,\\xo + b\\,\\epsilon + c';
    const whole = renderTex(source, false);
    expect(count(whole, BOX)).toBe(4);
    const html = renderInlineMaths(source, '(', ').');
    expect(visible(html)).toBe(`(${visible(whole)}).`);
    expect(kept(html).map((span) => count(span, BOX))).toEqual([1, 1]);
    expect(kept(html).map(visible).join('…')).toMatch(/^\(.*=…c\)\.$/);
    // Each box once, what is read aloud once, and every element closed.
    expect(count(html, BOX)).toBe(4);
    expect(count(html, /<math /g)).toBe(1);
    expect(count(html, /<span\b/g)).toBe(count(html, /<\/span>/g));
  });

  it('reads aloud what KaTeX reads aloud, and escapes what is not TeX', () => {
    const spoken = /<math .*<\/math>/s.exec(renderTex('a = b', false))?.[0];
    expect(renderInlineMaths('a = b', '', '.')).toContain(spoken);
    expect(renderInlineMaths('a = b', '(', '')).toContain(spoken);
    expect(renderInlineMaths('a', '', '&<')).toContain('&amp;&lt;');
  });

  it('leaves a formula between spaces as it is', () => {
    expect(renderInlineMaths('a = b')).toBe(renderTex('a = b', false));
  });

  it('is kept in labels', () => {
    const html = renderLabel('Of $\\xt$, (and $\\xo$). End');
    expect(kept(html).map((span) => visible(span).replace(/[^.,()]/g, ''))).toEqual([',', ').']);
    expect(visible(html)).toMatch(/^Of .*, \(and .*\)\. End$/);
  });

  it('is kept in chapters', async () => {
    const transform = chapterPlugin().transform as unknown as (
      code: string,
      id: string,
    ) => Promise<{ code: string }>;
    const { code } = await transform('Of $\\xt$, and (say) $\\xo$ (or $a$).\n', '/x/en.mdx');
    expect(count(code, /class=\\"unbroken\\"/g)).toBe(2);
    expect(code).toContain('" and (say) "');
    expect(code).toContain('" (or "');
    expect(code).toMatch(/<\/span>\).<\/span>"/);
  });
});
