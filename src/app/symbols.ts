/**
 * Symbol ↔ figure: a symbol hovered in an equation lights up in the figures, and back.
 * Equations carry the class `s-<id>` (build/katex.ts), figures the attribute `data-symbol="<id> <id>"`.
 */

/** The ids of the symbol under an element, or none. */
export function symbolsAt(target: Element): string[] {
  const mark = target.closest('.sym, [data-symbol]');
  if (!mark) return [];
  const named = mark.getAttribute('data-symbol');
  if (named) return named.split(' ');
  return [...mark.classList].filter((name) => name.startsWith('s-')).map((name) => name.slice(2));
}

function light(root: ParentNode, ids: readonly string[]): void {
  for (const lit of root.querySelectorAll('.lit')) lit.classList.remove('lit');
  for (const id of ids)
    for (const part of root.querySelectorAll(`.s-${CSS.escape(id)}, [data-symbol~="${CSS.escape(id)}"]`))
      part.classList.add('lit');
}

/** Follows the pointer over `root`; returns how to stop. */
export function linkSymbols(root: HTMLElement): () => void {
  let shown = '';
  const follow = ({ target }: PointerEvent) => {
    const ids = target instanceof Element ? symbolsAt(target) : [];
    if (ids.join() === shown) return;
    shown = ids.join();
    light(root, ids);
  };
  root.addEventListener('pointerover', follow);
  return () => root.removeEventListener('pointerover', follow);
}
