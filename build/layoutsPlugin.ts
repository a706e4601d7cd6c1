import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { Layout } from '../src/app/registry.ts';

const demos = join(import.meta.dirname, '../src/demos');
const MODULE = 'virtual:layouts';
const LAYOUT = /export const layout(?:: \w+)? = (\{[^}]*\})/;

/** The layout that a demo's state.ts exports: a literal, so that it can be read without loading the demo. */
function readLayout(file: string): Layout {
  const literal = LAYOUT.exec(readFileSync(file, 'utf8'))?.[1];
  if (!literal) throw new Error(`${file}: no \`export const layout = { width, reserve } as const;\`.`);
  return new Function(`return ${literal}`)() as Layout;
}

export const readLayouts = (): Record<string, Layout> =>
  Object.fromEntries(
    readdirSync(demos)
      .map((id) => [id, join(demos, id, 'state.ts')] as const)
      .filter(([, file]) => existsSync(file))
      .map(([id, file]) => [id, readLayout(file)]),
  );

/** `import { layouts } from 'virtual:layouts'`: the room that each demo takes, without its code. */
export function layoutsPlugin(): Plugin {
  return {
    name: 'layouts',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) => (id === `\0${MODULE}` ? `export const layouts = ${JSON.stringify(readLayouts())};` : null),
  };
}
