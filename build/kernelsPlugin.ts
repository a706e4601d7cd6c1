import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'src/engine/wasm/kernels');
const cache = join(root, 'node_modules/.cache/kernels');

/** 2 GiB, in pages: what the memory may grow to where threads share it, which is fixed when it is made. */
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '32768'];

/**
 * What each build may use: SIMD everywhere, fused multiply-add where the browser has relaxed SIMD, and both once more over a
 * memory that threads share.
 */
const flags = {
  simd: ['--enable', 'simd'],
  relaxed: ['--enable', 'simd', '--enable', 'relaxed-simd'],
  'simd-shared': ['--enable', 'simd', ...shared],
  'relaxed-shared': ['--enable', 'simd', '--enable', 'relaxed-simd', ...shared],
};
export type KernelBuild = keyof typeof flags;
export const kernelBuilds = Object.keys(flags) as KernelBuild[];

/** Compiles src/engine/wasm/kernels; the compiler is loaded only when a source has changed. */
export async function compiledKernels(build: KernelBuild): Promise<Uint8Array> {
  const files = readdirSync(sources)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const lock = readFileSync(join(root, 'node_modules/assemblyscript/package.json'));
  const hash = createHash('sha256')
    .update(lock)
    .update(JSON.stringify(options(build)));
  for (const file of files) hash.update(file).update(readFileSync(join(sources, file)));
  const target = join(cache, `${build}-${hash.digest('hex').slice(0, 16)}.wasm`);
  if (!existsSync(target)) {
    const binary = await compile(build);
    mkdirSync(cache, { recursive: true });
    // Renamed when complete: another process may compile at the same time.
    const partial = `${target}.${process.pid}`;
    writeFileSync(partial, binary);
    renameSync(partial, target);
  }
  return readFileSync(target);
}

const options = (build: KernelBuild): string[] => [
  'index.ts',
  ...['--outFile', 'kernels.wasm', '--runtime', 'stub', '--importMemory', '--noAssert', '-O3', '--converge'],
  // Nothing in the kernels can abort; functions over v128 are for other kernels, not for JavaScript (AS112).
  ...['--use', 'abort=', '--disableWarning', '112'],
  ...flags[build],
];

async function compile(build: KernelBuild): Promise<Uint8Array> {
  const { main } = await import('assemblyscript/asc');
  let binary: Uint8Array | null = null;
  const { error, stderr } = await main(options(build), {
    readFile: (name, base) => {
      const file = join(base, name);
      return existsSync(join(sources, file)) ? readFileSync(join(sources, file), 'utf8') : null;
    },
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(`The WebAssembly kernels: ${stderr.toString()}`);
  return binary;
}

const MODULE = /^virtual:kernels\/((?:simd|relaxed)(?:-shared)?)$/;

/** `import binary from 'virtual:kernels/simd'`: the compiled kernels, base64 (about 10 kB). */
export function kernelsPlugin(): Plugin {
  return {
    name: 'kernels',
    // Now rather than in the middle of a test or of a page that loads.
    buildStart: async () => {
      for (const build of kernelBuilds) await compiledKernels(build);
    },
    resolveId: (id) => (MODULE.test(id) ? `\0${id}` : null),
    load: async (id) => {
      const build = MODULE.exec(id.slice(1))?.[1] as KernelBuild | undefined;
      if (build === undefined) return null;
      return `export default ${JSON.stringify(Buffer.from(await compiledKernels(build)).toString('base64'))};`;
    },
  };
}
