import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@mdx-js/mdx';
import type { Plugin } from 'vite';
import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import type { Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdxFrontmatter from 'remark-mdx-frontmatter';
import { visit } from 'unist-util-visit';
import { cutClosing, cutOpening, renderInlineMaths } from './inlineMaths.ts';
import { renderTex } from './katex.ts';

const src = join(import.meta.dirname, '../src');

const attribute = (name: string, value: string) => ({ type: 'mdxJsxAttribute' as const, name, value });

const attributeOf = (node: MdxJsxFlowElement, name: string): string | undefined => {
  const found = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  return typeof found?.value === 'string' ? found.value : undefined;
};

/** `## Where is the centre?` → `where-is-the-centre` */
export const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const textOf = (node: unknown): string => {
  const { value, children } = node as { value?: string; children?: unknown[] };
  return value ?? (children ?? []).map(textOf).join('');
};

/** Numbers the figures of a chapter and refuses ids of demos and derivations that do not exist. */
function remarkComponents() {
  return (tree: Root) => {
    let figures = 0;
    visit(tree, 'mdxJsxFlowElement', (node: MdxJsxFlowElement) => {
      const id = attributeOf(node, 'id');
      const folder = { Demo: 'demos', Derivation: 'derivations' }[node.name ?? ''];
      if (!folder) return;
      if (!id || !existsSync(join(src, folder, id)))
        throw new Error(`<${node.name} id="${id}">: no src/${folder}/${id}`);
      if (node.name === 'Demo') node.attributes.push(attribute('figure', String(++figures)));
    });
  };
}

/** Wraps the lead and every `##` section into a <Scene>: one slide when presenting. */
function remarkScenes() {
  return (tree: Root) => {
    const out: RootContent[] = [];
    const open = (id: string): MdxJsxFlowElement => {
      const scene: MdxJsxFlowElement = {
        type: 'mdxJsxFlowElement',
        name: 'Scene',
        attributes: [attribute('id', id)],
        children: [],
      };
      out.push(scene as RootContent);
      return scene;
    };
    let scene: MdxJsxFlowElement | null = null;
    for (const node of tree.children) {
      if (node.type === 'yaml' || node.type === 'mdxjsEsm') {
        out.push(node);
        continue;
      }
      if (node.type === 'heading' && node.depth === 2) scene = open(slugOf(textOf(node)));
      scene ??= open('start');
      scene.children.push(node as MdxJsxFlowElement['children'][number]);
    }
    tree.children = out;
  };
}

const tex = (html: string, display: boolean) =>
  ({
    type: display ? 'mdxJsxFlowElement' : 'mdxJsxTextElement',
    name: 'Tex',
    attributes: [attribute('html', html), ...(display ? [attribute('display', 'true')] : [])],
    children: [],
  }) as unknown as ElementContent;

/**
 * Replaces `code.language-math` (remark-math) by <Tex html="…">, rendered now. Punctuation that touches a formula in a line
 * goes into it, so that no line begins with it.
 */
function rehypeStaticTex() {
  return (tree: HtmlRoot) => {
    visit(tree, 'element', (node: Element, index, parent) => {
      const classes = node.properties?.className;
      if (node.tagName !== 'code' || !Array.isArray(classes) || !classes.includes('language-math')) return;
      if (!parent || index === undefined) return;
      const display = classes.includes('math-display');
      if (display && (parent as Element).tagName === 'pre') {
        const formula = tex(renderTex(textOf(node), true), true);
        Object.assign(parent as object, formula, { tagName: undefined, properties: undefined });
        return;
      }
      const [before, behind] = [parent.children[index - 1], parent.children[index + 1]];
      let [opening, closing] = ['', ''];
      if (before?.type === 'text') [before.value, opening] = cutOpening(before.value);
      if (behind?.type === 'text') [closing, behind.value] = cutClosing(behind.value);
      parent.children[index] = tex(renderInlineMaths(textOf(node), opening, closing), false);
    });
  };
}

/** MDX chapters: words with static TeX, figures numbered, sections as scenes. */
export function chapterPlugin(): Plugin {
  return {
    name: 'chapters',
    enforce: 'pre',
    async transform(code, id) {
      const path = id.split('?')[0];
      if (!path.endsWith('.mdx')) return null;
      const compiled = await compile(
        { value: code, path },
        {
          remarkPlugins: [
            remarkFrontmatter,
            remarkMdxFrontmatter,
            remarkGfm,
            remarkMath,
            remarkComponents,
            remarkScenes,
          ],
          rehypePlugins: [rehypeStaticTex],
        },
      );
      return { code: String(compiled), map: null };
    },
  };
}
