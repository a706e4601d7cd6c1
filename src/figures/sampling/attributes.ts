/** What a network is asked for when a class is a choice of several things: an object, its colour, its scene. */
import type { Attribute } from '../../../build/networksPlugin.ts';

/** Of each attribute the place of a value, or null where it is left open. */
export type AttributeChoice = readonly (number | null)[];

/** The class that stands for a choice; the one after the last name leaves everything open. */
export const classOfChoice = (attributes: readonly Attribute[], choice: AttributeChoice): number =>
  attributes.reduce((sum, { stride, open }, i) => sum + stride * (choice[i] ?? open), 0);

export const choiceOfClass = (attributes: readonly Attribute[], number: number): AttributeChoice =>
  attributes.map(({ stride, open }) => {
    const digit = Math.floor(number / stride) % (open + 1);
    return digit === open ? null : digit;
  });
