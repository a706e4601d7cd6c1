import { describe, expect, it } from 'vitest';
import { slugOf } from './chapterPlugin.ts';
import { readContents } from './contentsPlugin.ts';
import { renderTex } from './katex.ts';
import { HTML_MARK, renderLabel } from './labels.ts';
import { rows } from './rows.ts';

describe('static TeX', () => {
  it('marks symbols and refuses what KaTeX does not know', () => {
    expect(renderTex('\\xt', false)).toContain('sym s-xt hue-xt');
    expect(() => renderTex('\\nosuchmacro', false)).toThrow();
    expect(() => renderTex('\\href{javascript:alert(1)}{x}', false)).not.toThrow();
    expect(renderTex('\\href{javascript:alert(1)}{x}', false)).not.toContain('href="javascript');
  });
  it('renders the maths of a label and escapes the rest', () => {
    expect(renderLabel('plain')).toBe('plain');
    expect(renderLabel('a < b, $\\xt$')).toMatch(new RegExp(`^${HTML_MARK}a &lt; b, <span class="katex">`));
    expect(() => renderLabel('one $ only')).toThrow(/odd number/);
  });
});

describe('chapters', () => {
  it('have addresses made of letters', () => {
    expect(slugOf('Where is the centre?')).toBe('where-is-the-centre');
  });

  const claimed = readContents().flatMap(({ locales }) => locales.en.rows ?? []);

  it('claim only rows that exist', () => {
    expect(claimed.filter((row) => !(row in rows))).toEqual([]);
  });

  it('claim every row of the first seven chapters; the rest are listed here until their chapter is written', () => {
    const waiting = Object.keys(rows).filter((row) => !claimed.includes(row));
    expect(waiting).toEqual(
      'G1 G2 G3 G7 S2 L2 L3 U1 U2 C3 C4 C5 C6 C7 N1 N2 N3 N4 N5 N6 Q5 Q6 Q8 Q9 X1 X2 X3 X4 X5'.split(' '),
    );
  });
});
