/** A folder with all that the benchmark needs, for a machine without npm and without a network. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildNodeBench } from './build.mjs';
import { libraryNamed } from './libraries.mjs';

const root = join(import.meta.dirname, '../..');
const resolved = createRequire(import.meta.url);
const packageFolder = (name, file) => dirname(resolved.resolve(`${name}/${file}`));

/** Its WebGPU provider and what that loads; the build for CPUs alone is not compared here. */
const onnxruntimeFiles = [
  'ort.webgpu.min.mjs',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;

/**
 * Writes `folder`, which must be empty or one that this function has written. It runs where this system's programs run.
 * @param {{ids: string[], commit: string, withNode: boolean, withVulkanLoader: boolean}} options ids of networks
 */
export async function writeBundle(folder, { ids, commit, withNode, withVulkanLoader }) {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, 'run.mjs')))
    throw new Error(`${folder} is not empty.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const put = (from, to) => cpSync(from, join(folder, to), { recursive: true, dereference: true });

  await buildNodeBench(join(folder, 'bench'));
  for (const file of ['dawn.mjs', 'keptReport.mjs']) put(join(root, 'scripts', file), `scripts/${file}`);
  const parts = readdirSync(import.meta.dirname).filter(
    (file) => !['build.mjs', 'bundle.mjs', 'run.mjs', 'run.sh'].includes(file),
  );
  for (const file of parts) put(join(import.meta.dirname, file), `scripts/gpuBench/${file}`);
  for (const file of ['run.mjs', 'run.sh']) put(join(import.meta.dirname, file), file);
  mkdirSync(join(folder, 'models'));
  for (const id of ids.filter((name) => name !== 'large' && name !== 'tiny')) {
    const from = join(root, 'public/models', id);
    for (const file of readdirSync(from).filter((name) => /\.(json|safetensors)$/.test(name)))
      put(join(from, file), `models/${id}/${file}`);
  }

  const webgpu = packageFolder('webgpu', 'package.json');
  for (const file of ['package.json', 'index.js', 'LICENSE.md', `dist/${platform}`])
    put(join(webgpu, file), `node_modules/webgpu/${file}`);
  const onnxruntime = packageFolder('onnxruntime-web', 'webgpu');
  for (const file of onnxruntimeFiles) put(join(onnxruntime, file), `onnxruntime/${file}`);

  if (withNode) {
    put(realpathSync(process.execPath), 'node');
    chmodSync(join(folder, 'node'), 0o755);
  }
  if (withVulkanLoader) {
    const loader = libraryNamed('libvulkan.so.1');
    if (loader === null) throw new Error('There is no libvulkan.so.1 here (apt-get install libvulkan1).');
    put(realpathSync(loader.path), 'lib/libvulkan.so.1');
  }
  const about = { private: true, type: 'module', commit, platform };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about, null, 2) + '\n');
  return bytesOf(folder);
}

const bytesOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
    : statSync(path).size;
