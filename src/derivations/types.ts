/**
 * Derivations as data: every line of algebra carries its TeX and a function that computes its number, so that the page
 * can show the number at the reader's sliders and the checker can hold each line against the one before.
 *
 * How a page shows one:
 * - one slider per entry of `derivation.controls`, labelled with the TeX of `notation[control.symbol]`;
 * - `environment(derivation, free)` (environment.ts) turns the sliders' values into all symbols;
 * - `residual(derivation, index, free)` (residual.ts) gives a line's number, what the line before predicts for it, and
 *   whether its relation holds here;
 * - the words stand in `<id>/en.json` as `Words`, in the i18n namespace `<id>`; `lines[].id` is the key of the reason.
 */
import type { Rng } from '../math/rng.ts';
import type { SymbolId } from './notation.ts';
import type { PaperId } from './papers.ts';
import type { Tex } from './tex.ts';

/** The value of every symbol by its name in code: the paper's letters (`xt`, `alphaBar`), never a macro's name. */
export type Env<S extends string = string> = Readonly<Record<S, number>>;

/** A symbol that the reader moves. Draws of the checker come from the same range, its ends included. */
export interface Control {
  symbol: SymbolId;
  min: number;
  max: number;
  /** The slider's grid; 1 for the integer step t. */
  step: number;
  default: number;
}

/**
 * What a numerical operation on a line, as a function of one symbol, must give on a later line:
 * its derivative, the derivative of its logarithm (f'/f), the place of its maximum, or -1/f'' (the variance of a
 * Gaussian whose log-density it is). `negated` changes the sign and needs no symbol.
 */
export type Operation = 'derivative' | 'log-derivative' | 'mode' | 'variance' | 'negated';

/**
 * How a line follows from the line before it, or from the line named by `from`.
 *
 * `=`           the two numbers are equal
 * `definition`  a new quantity, or the first line: nothing to compare; the next line that follows from it is the check
 * `constant`    the two differ by a number that does not move with the control `in`; TeX shows ∝, + c or + C.
 *               Where values are logarithms, this is a constant factor.
 * `order`       the two differ by O(h^p) where `h` is a control; TeX shows O(…)
 * `≤`           the line before is at most this one, and equal to it once the controls that `tight` returns are set;
 *               TeX shows \le
 * `operation`   this line is what `apply` makes of the line before as a function of the control `over`
 */
export type Relation<S extends string = string> =
  | { is: '='; from?: string }
  | { is: 'definition' }
  | { is: 'constant'; in: S; from?: string }
  | { is: 'order'; p: number; h: S; from?: string }
  | { is: '≤'; tight(env: Env<S>): { readonly [name in S]?: number }; from?: string }
  | { is: 'operation'; apply: Operation; over?: S; from?: string };

/** The function of src/math that the demos run, which must return this line's number. */
export interface Shipped<S extends string = string> {
  /** Its name, for the page: "the same as posteriorMean, which the figure uses". */
  name: string;
  value(env: Env<S>): number;
}

export interface Line<S extends string = string> {
  id: string;
  /** Display maths, symbols through macros of notation.ts only. Begins with = or \le where it continues a chain. */
  tex: Tex;
  /** What `value` is, where it is not plainly the line's right side: e.g. the logarithm of a density. */
  shows?: Tex;
  relation: Relation<S>;
  /**
   * The line's number, written from this line's TeX alone: no other line's function, no shortcut through the result.
   * The macros in `tex` must be exactly the symbols read here, but for `names` and `implied`.
   */
  value(env: Env<S>): number;
  /** Macros that the TeX shows and `value` does not read: what the line names, and what it sums or integrates over. */
  names?: readonly SymbolId[];
  /** Symbols that `value` reads and the TeX does not show: the parameters of a density that it only names. */
  implied?: readonly S[];
  /** Symbols that are read but cancel: the number must not move with them. The checker holds the line to it. */
  cancels?: readonly S[];
  shipped?: Shipped<S>;
  /** Largest relative error; 1e-9 unless said, 1e-6 for an operation. Say why in a comment where it is larger. */
  tolerance?: number;
  /** Why a line has no check. Such lines are counted; there should be none. */
  unchecked?: string;
}

/** A paper of papers.ts, and the equation, section or theorem in it. */
export interface Reference {
  paper: PaperId;
  where?: string;
}

export interface Derivation<Free extends string = string, Derived extends string = string> {
  /** The folder's name. */
  id: string;
  /** Rows of the syllabus that it derives. */
  rows: readonly string[];
  controls: Readonly<Record<Free, Control>>;
  /** Symbols that follow from the controls, e.g. ᾱ_t from t and the schedule. */
  derived: Readonly<Record<Derived, SymbolId>>;
  derive(free: Env<Free>): Record<Derived, number>;
  /** Values of the controls for one check. */
  draw(rng: Rng): Record<Free, number>;
  lines: readonly Line<Free | Derived>[];
  references: readonly Reference[];
}

/** One sentence in plain words, with `$…$` maths that may use the macros. */
export type Reason = string;

/** The shape of `<id>/<locale>.json`. */
export interface Words {
  title: string;
  intro: string;
  /** One reason per line, by the line's id. */
  lines: Record<string, Reason>;
}
