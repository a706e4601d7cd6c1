import { symbolHtml } from 'virtual:symbols';
import { notation, type SymbolId } from '../derivations/notation.ts';
import { Tex } from './Tex.tsx';

/** A symbol of the notation table, typeset and coloured; pointing at it says what it means. */
export function MathSymbol({ id }: { id: SymbolId }) {
  return (
    <span role="img" aria-label={notation[id].meaning} title={notation[id].meaning}>
      <Tex html={symbolHtml[id]} />
    </span>
  );
}
