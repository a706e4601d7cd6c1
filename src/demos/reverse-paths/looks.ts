import type { Hue } from '../../derivations/notation.ts';
import type { Way } from './model.ts';

/** From the data: blue; with the score: magenta; without any noise: ochre. */
export const hueOf: Record<Way, Hue> = { forward: 'x0', reverse: 'score', ode: 'mu' };

/** The symbols of the equations that belong to each way. */
export const symbolOf: Record<Way, string> = { forward: 'drift', reverse: 'score', ode: 'pos' };

export const HEIGHT = 350;

/** The density with the strongest colour, and the end of the histograms' axes. */
export const TOP = 1.1;
