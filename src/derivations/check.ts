import { renderTex } from '../../build/katex.ts';
import { makeRng } from '../math/rng.ts';
import { defaultsOf, environment, highestOf, lowestOf, symbolTable } from './environment.ts';
import { mutantsOf, symbolsRead, withLine } from './mutants.ts';
import { notation } from './notation.ts';
import { lineBefore, residual, toleranceOf } from './residual.ts';
import type { Derivation, Env, Line, Relation } from './types.ts';

const DRAWS = 64;
/** An order is measured between 12 and 16 halvings of the largest h: far down, so that no term of lower order hides. */
const HALVINGS = [12, 16] as const;
const ORDER_TOLERANCE = 0.15;

export interface Failure {
  line: string;
  problem: string;
}

export interface Report {
  id: string;
  lines: number;
  /** Wrong versions of lines that were planted, all of them caught when `failures` is empty. */
  mutants: number;
  /** Lines that compare a function of src/math with the formula on the page. */
  shipped: number;
  /** Lines without a check, with the reason that they give. */
  unchecked: Failure[];
  /** The largest relative residual over all draws, by line; an order's remainder is no error and is left out. */
  worst: Record<string, number>;
  failures: Failure[];
}

/** The sliders' ends and defaults, then seeded draws: 64 in all. */
export function drawsOf(derivation: Derivation): Env[] {
  const rng = makeRng(20200611);
  const corners = [lowestOf(derivation), highestOf(derivation), defaultsOf(derivation)];
  return [...corners, ...Array.from({ length: DRAWS - corners.length }, () => derivation.draw(rng))];
}

/**
 * The measured order of a remainder: the median over the draws of its slope under halving of h, so that a draw with a
 * large remainder does not hide the others.
 */
export function measuredOrder(derivation: Derivation, index: number, h: string, draws: Env[]): number {
  const [coarse, fine] = HALVINGS;
  const remainder = (free: Env, halvings: number) =>
    Math.abs(residual(derivation, index, { ...free, [h]: derivation.controls[h].max / 2 ** halvings }).delta);
  const slopes = draws
    .map((free) => Math.log2(remainder(free, coarse) / remainder(free, fine)) / (fine - coarse))
    .sort((a, b) => a - b);
  return slopes.some(Number.isNaN) ? NaN : slopes[Math.floor(slopes.length / 2)];
}

/** Why line `index` does not follow from the line before it; null when it does, in every draw. */
function brokenAt(derivation: Derivation, index: number, draws: Env[]): string | null {
  const { relation } = derivation.lines[index];
  if (relation.is === 'order') {
    const order = measuredOrder(derivation, index, relation.h, draws);
    if (!(Math.abs(order - relation.p) <= ORDER_TOLERANCE))
      return `the remainder is of order ${order.toFixed(2)} in ${relation.h}, not ${relation.p}`;
  }
  for (const free of draws) {
    const found = residual(derivation, index, free);
    if (!found.holds) return `does not hold: ${JSON.stringify(found)} at ${JSON.stringify(free)}`;
  }
  return null;
}

/** The lines whose check reads line `index`: itself, unless it only defines, and those that follow from it. */
const dependents = (derivation: Derivation, index: number): number[] =>
  derivation.lines.flatMap((line, i) => {
    if (line.unchecked !== undefined) return [];
    if (line.relation.is === 'definition') return i === index && line.shipped ? [i] : [];
    return i === index || lineBefore(derivation, i) === derivation.lines[index] ? [i] : [];
  });

/** The macros of notation.ts in a piece of TeX. */
export const macrosIn = (source: string): Set<string> =>
  new Set([...source.matchAll(/\\([A-Za-z]+)/g)].map(([, name]) => name).filter((name) => name in notation));

const missing = (wanted: Iterable<string>, present: ReadonlySet<string>) =>
  [...wanted].filter((name) => !present.has(name));

/** TeX and code speak of the same symbols. */
function symbolProblems(derivation: Derivation, line: Line, read: Set<string>): string[] {
  const table = symbolTable(derivation);
  const shown: ReadonlySet<string> = macrosIn(line.tex.source);
  const names = new Set<string>(line.names);
  const implied = new Set<string>(line.implied);
  const readMacros = new Set<string>(
    [...read].filter((symbol) => !implied.has(symbol)).map((symbol) => table[symbol] ?? symbol),
  );
  return [
    ...missing(readMacros, shown).map((name) => `reads ${name}, which its TeX does not show`),
    ...missing(shown, new Set([...readMacros, ...names])).map(
      (name) => `shows \\${name}, which it does not read`,
    ),
    ...missing(names, shown).map((name) => `names \\${name}, which its TeX does not show`),
    ...[...names]
      .filter((name) => readMacros.has(name))
      .map((name) => `names \\${name} although it reads it`),
    ...missing(implied, read).map((symbol) => `implies ${symbol}, which it does not read`),
    ...[...implied]
      .filter((s) => shown.has(table[s]) && !names.has(table[s]))
      .map((s) => `implies ${s} but shows it`),
  ];
}

const isFreeOf = (line: Line, symbol: string, env: Env): boolean => {
  const value = line.value(env);
  const moved = line.value({ ...env, [symbol]: 0.95 * env[symbol] });
  return Math.abs(moved - value) <= toleranceOf(line) * Math.abs(value);
};

/** What the TeX of a line must show for the reader to see which relation it claims. */
const SIGNS: Partial<Record<Relation['is'], RegExp>> = {
  constant: /\\propto|\+\s*[cC]\b/,
  order: /O\(/,
  '≤': /^\\le\b/,
};

function texProblems(line: Line): string[] {
  const problems: string[] = [];
  for (const source of [line.tex.source, ...(line.shows ? [line.shows.source] : [])]) {
    try {
      renderTex(source, true);
    } catch (error) {
      problems.push(`KaTeX: ${String(error)}`);
    }
  }
  for (const [is, sign] of Object.entries(SIGNS))
    if ((line.relation.is === is) !== sign.test(line.tex.source))
      problems.push(
        `the relation is "${line.relation.is}", but the TeX ${line.relation.is === is ? 'lacks' : 'shows'} the sign of "${is}"`,
      );
  return problems;
}

/** Runs every check on every line; see types.ts for what a relation claims. Exceptions propagate. */
export function checkDerivation(derivation: Derivation): Report {
  const draws = drawsOf(derivation);
  const failures: Failure[] = [];
  const unchecked: Failure[] = [];
  const worst: Record<string, number> = {};
  let planted = 0;
  derivation.lines.forEach((line, index) => {
    const fail = (problem: string) => failures.push({ line: line.id, problem });
    const read = new Set(draws.flatMap((free) => [...symbolsRead(line, environment(derivation, free))]));
    [...symbolProblems(derivation, line, read), ...texProblems(line)].forEach(fail);
    if (line.unchecked !== undefined) {
      unchecked.push({ line: line.id, problem: line.unchecked });
      return;
    }
    if (dependents(derivation, index).length === 0) fail('nothing checks this line, and it gives no reason');
    const broken = brokenAt(derivation, index, draws);
    if (broken) fail(broken);
    if (line.relation.is !== 'order')
      worst[line.id] = Math.max(...draws.map((free) => residual(derivation, index, free).relative));
    for (const symbol of line.cancels ?? [])
      if (!draws.every((free) => isFreeOf(line, symbol, environment(derivation, free))))
        fail(`moves with ${symbol}`);
    for (const mutant of mutantsOf(line, missing(read, new Set(line.cancels)))) {
      planted++;
      const wrong = withLine(derivation, index, mutant.line);
      if (!dependents(wrong, index).some((i) => brokenAt(wrong, i, draws)))
        fail(`survives the mutant: ${mutant.planted}`);
    }
  });
  const ids = derivation.lines.map((line) => line.id);
  if (new Set(ids).size < ids.length) failures.push({ line: '', problem: 'two lines share an id' });
  const shipped = derivation.lines.filter((line) => line.shipped).length;
  if (shipped === 0) failures.push({ line: '', problem: 'no line calls a function of src/math' });
  return { id: derivation.id, lines: ids.length, mutants: planted, shipped, unchecked, worst, failures };
}
