/**
 * Formulas that are wider than their column scroll; only those are stops of the Tab key, so that the keyboard can
 * scroll them too.
 */
const FORMULAS = '.scene > .tex.display > .katex-display, .myth .katex-display, .predict .katex-display';

const mark = (formula: Element) => {
  if (formula.scrollWidth > formula.clientWidth) formula.setAttribute('tabindex', '0');
  else formula.removeAttribute('tabindex');
};

/** Follows the widths of the formulas under `root`; returns how to stop. */
export function linkScrollableMaths(root: Element): () => void {
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));
  root.querySelectorAll(FORMULAS).forEach((formula) => observer.observe(formula));
  return () => observer.disconnect();
}
