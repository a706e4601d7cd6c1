import { fileOf, join, readJson, type Folder } from './folder.ts';
import { ModelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';

/** What diffusers calls its weights, the full ones first. */
export const usualNames: readonly string[] = [
  'diffusion_pytorch_model.safetensors',
  'diffusion_pytorch_model.fp16.safetensors',
];

/** What its versions call the list of a sharded network's files, the full one first. */
export const usualIndexNames: readonly string[] = [
  'diffusion_pytorch_model.safetensors.index.json',
  'diffusion_pytorch_model.safetensors.fp16.index.json',
  'diffusion_pytorch_model.safetensors.index.fp16.json',
  'diffusion_pytorch_model.fp16.safetensors.index.json',
];

/** Such a list, of whichever variant. */
const indexName = /\.safetensors(\.[\w-]+)?\.index(\.[\w-]+)?\.json$/;

/** Python's pickles, and what else holds weights in a form that is not read here. */
const otherForms = /\.(bin|ckpt|pt|pth|pkl|pickle|msgpack|h5|onnx|npz)$/i;

export const isPickle = (path: string): boolean => otherForms.test(path);

/**
 * The weights in a network's folder: the manifest's file, or diffusers' names, or the parts that an index names, or the
 * only safetensors file there is.
 * @throws ModelError 'missing', 'pickle', 'several-networks' or 'malformed'
 */
export async function findWeights(
  folder: Folder,
  base: string,
  named: string | null,
): Promise<ModelFiles['weights']> {
  const here = [...folder.keys()].filter((path) => path === join(base, fileOf(path))).map(fileOf);
  const taken = (file: string) => {
    const blob = folder.get(join(base, file));
    if (blob === undefined) throw new ModelError('missing', { file, status: 0 });
    return { file, blob };
  };
  if (named !== null) return [taken(named)];
  const usual = usualNames.find((file) => here.includes(file));
  if (usual !== undefined) return [taken(usual)];
  const indices = here.filter((file) => indexName.test(file));
  const index = usualIndexNames.find((file) => indices.includes(file)) ?? indices[0];
  if (index !== undefined) return partsOf(await readJson(folder, join(base, index)), index).map(taken);
  const safe = here.filter((file) => file.endsWith('.safetensors'));
  if (safe.length === 1) return [taken(safe[0])];
  if (safe.length > 1) throw new ModelError('several-networks', { folders: safe.slice(0, 4).join(', ') });
  const pickle = here.find(isPickle);
  if (pickle !== undefined) throw new ModelError('pickle', { file: pickle });
  throw new ModelError('missing', { file: usualNames[0], status: 0 });
}

/** The files that a sharded model's index names, each once. @throws ModelError 'malformed' */
export function partsOf(index: unknown, file: string): string[] {
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  const parts = typeof map === 'object' && map !== null ? [...new Set(Object.values(map))] : [];
  const isPart = (part: unknown): part is string =>
    typeof part === 'string' && /^[\w.-]+\.safetensors$/.test(part);
  if (parts.length === 0 || !parts.every(isPart))
    throw new ModelError('malformed', { file, reason: 'weight_map' });
  return parts;
}
