import type { Plugin } from 'vite';
import { notation } from '../src/derivations/notation.ts';
import { renderTex } from './katex.ts';
import { renderLabels } from './labels.ts';

const TAGGED = /\btex`([^`]*)`/g;
const LABELS = /\/src\/.*\/[a-z]{2}\.json$/;

/** `import { symbolHtml } from 'virtual:symbols'`: every symbol of the notation table, rendered. */
const SYMBOLS = 'virtual:symbols';

/** A single symbol is named by its meaning (src/ui/MathSymbol.tsx), so it needs no MathML. */
const withoutMathMl = (html: string) =>
  html.replace(/<span class="katex-mathml">[\s\S]*?<\/math><\/span>/, '');

const symbolsModule = () => {
  const rendered = Object.keys(notation).map((id) => [id, withoutMathMl(renderTex(`\\${id}`, false))]);
  return `export const symbolHtml = ${JSON.stringify(Object.fromEntries(rendered))};`;
};

/**
 * Renders all TeX at build time: tex`…` in TypeScript becomes `{ source, html }`,
 * and `$…$` in label files (en.json, ko.json) becomes HTML. The page itself never loads KaTeX.
 */
export function texPlugin(): Plugin {
  // Tests and development read the source; the built page needs the HTML only.
  let keepsSource = true;
  return {
    configResolved: ({ command }) => {
      keepsSource = command === 'serve';
    },
    name: 'tex',
    enforce: 'pre',
    resolveId: (id) => (id === SYMBOLS ? `\0${SYMBOLS}` : null),
    load: (id) => (id === `\0${SYMBOLS}` ? symbolsModule() : null),
    transform(code, id) {
      const file = id.split('?')[0];
      if (LABELS.test(file)) return { code: JSON.stringify(renderLabels(JSON.parse(code))), map: null };
      const isSource = /\/src\/.*\.tsx?$/.test(file) && !file.endsWith('/derivations/tex.ts');
      if (!isSource || !code.includes('tex`')) return null;
      const replaced = code.replace(TAGGED, (_, source: string) => {
        const html = renderTex(source, true);
        return `({ source: ${JSON.stringify(keepsSource ? source : '')}, html: ${JSON.stringify(html)} })`;
      });
      return { code: replaced, map: null };
    },
  };
}
