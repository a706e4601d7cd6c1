import { ModelError } from './modelError.ts';

/** manifest.json, which the project's export writes beside diffusers' files. */
export interface Manifest {
  /** File name of the weights. */
  weights: string;
  /** SHA-256 of that file, in hex. */
  sha256: string;
  parameters: number;
  classNames: string[];
}

/** @throws ModelError 'malformed' */
export function parseManifest(json: unknown): Manifest {
  const fail = (reason: string): never => {
    throw new ModelError('malformed', { file: 'manifest.json', reason });
  };
  if (typeof json !== 'object' || json === null) return fail('JSON');
  const { weights, sha256: hash, parameters, classNames = [] } = json as Record<string, unknown>;
  if (typeof weights !== 'string' || !/^[\w.-]+\.safetensors$/.test(weights)) return fail('weights');
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return fail('sha256');
  if (typeof parameters !== 'number') return fail('parameters');
  if (!Array.isArray(classNames) || !classNames.every((name) => typeof name === 'string'))
    return fail('classNames');
  return { weights, sha256: hash, parameters, classNames };
}

/** Whether a manifest.json is one of the project's; other tools write files of that name, too. */
export const isOurManifest = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'weights' in json && 'sha256' in json;

/**
 * What the classes of a network are called: the manifest's names, or, where nobody names them, the rows of the class
 * embedding by their number. Then there is no telling whether one of them means "no class".
 */
export const classNamesOf = (manifest: Manifest | null, numClassEmbeds: number | null): string[] =>
  manifest?.classNames ?? Array.from({ length: numClassEmbeds ?? 0 }, (_, row) => String(row));
