/** All derivations by their folder's name. Adding one is adding a folder; nothing else lists them. */
import type { Derivation } from './types.ts';

const modules = import.meta.glob<Derivation>('./*/index.ts', { import: 'derivation' });

export const derivationIds = Object.keys(modules).map((path) => path.split('/')[1]);

/** One derivation, loaded when used. Throws for an unknown id. */
export function loadDerivation(id: string): Promise<Derivation> {
  const load = modules[`./${id}/index.ts`];
  if (!load) throw new Error(`There is no derivation "${id}".`);
  return load();
}

/** All of them, for tests. */
export const loadDerivations = (): Promise<Derivation[]> => Promise.all(derivationIds.map(loadDerivation));
