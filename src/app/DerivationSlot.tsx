import type { CSSProperties } from 'react';
import type { Derivation } from '../derivations/types.ts';
import { DerivationView } from '../figures/derivation/DerivationView.tsx';

/** Derivations are loaded before the page is rendered, so that their TeX stands in the static page. */
const loaded = new Map<string, Derivation>();

export const provideDerivation = (id: string, derivation: Derivation) => loaded.set(id, derivation);

/** A derivation of a chapter, by id. */
export function DerivationSlot({ id }: { id: string }) {
  const derivation = loaded.get(id);
  if (!derivation) throw new Error(`The derivation ${id} was not loaded before rendering.`);
  // Its room until it is laid out (offscreen.css).
  const style = { '--lines': derivation.lines.length } as CSSProperties;
  return (
    <div className="derivation" data-derivation={id} style={style}>
      <DerivationView derivation={derivation} />
    </div>
  );
}
