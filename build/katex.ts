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
