/** What a network is asked for: one of its classes, or any. In a link it stands by name or by number. */
import type { Attribute } from '../../../build/networksPlugin.ts';
import type { Parameter } from '../../ui/demoState.ts';

/** No class at all: the network draws from all that it has learned. */
export const ANY = 'any';

/** The row of a demo's table. `fallback` is a class's number, so that it holds for whatever network is chosen, or "any". */
export const classParameter = (fallback: string) =>
  ({
    type: 'text',
    pattern: /^[\p{L}\p{N}][\p{L}\p{N} ,.'()_-]*$/u,
    longest: 60,
    default: fallback,
    formerly: 'digit',
  }) as const satisfies Parameter;

/** The classes of a network. `hasAny`: it can also be asked for none of them, which guidance needs. */
export interface Classes {
  names: readonly string[];
  hasAny: boolean;
  /** Where a class is a choice of several things. */
  attributes?: readonly Attribute[];
}

/**
 * What the network's class embedding is told: a number, null for any; undefined when it has no such class. A name comes
 * before a number: a network may have a class that is called 7.
 */
export function classNumber(asked: string, { names, hasAny }: Classes): number | null | undefined {
  const named = names.indexOf(asked);
  if (named >= 0) return named;
  // "none" is how older links say it.
  if (asked === ANY || asked === 'none') return hasAny || names.length === 0 ? null : undefined;
  const number = /^\d+$/.test(asked) ? Number(asked) : NaN;
  return number < names.length ? number : undefined;
}

/** The same, with the first class in the place of one that the network does not have. */
export const shownClass = (asked: string, classes: Classes): number | null => {
  const number = classNumber(asked, classes);
  if (number !== undefined) return number;
  return classes.names.length > 0 ? 0 : null;
};
