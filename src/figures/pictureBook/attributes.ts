/** What a picture shows; the position in the list is the label that a network learns. New names go at the end. */
export const objects = [
  'fish',
  'house',
  'flower',
  'tree',
  'boat',
  'cat',
  'rocket',
  'mushroom',
  'bird',
  'car',
  'cup',
  'butterfly',
] as const;

/** The colour of the object's main part: the walls of the house, the petals of the flower, the hull of the boat. */
export const colours = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'brown'] as const;

/** Where it is. */
export const scenes = ['meadow', 'sea', 'night', 'snow', 'paper'] as const;

export type ObjectName = (typeof objects)[number];
export type ColourName = (typeof colours)[number];
export type SceneName = (typeof scenes)[number];
