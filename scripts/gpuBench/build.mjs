import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** The benchmark as files for Node, of the same sources that a page loads; the first is nodeBench.js. */
export async function buildNodeBench(outDir) {
  await build({
    root,
    configFile: join(root, 'build/engineConfig.ts'),
    logLevel: 'error',
    publicDir: false,
    // tfjs' packages name their modules for bundlers only, and ask for `require` where there is Node.
    ssr: { noExternal: true },
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    build: {
      ssr: 'tests/bench/nodeBench.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        output: {
          banner:
            "import { createRequire as createRequireHere } from 'node:module';\n" +
            'const require = createRequireHere(import.meta.url);',
        },
      },
    },
  });
  return join(outDir, 'nodeBench.js');
}
