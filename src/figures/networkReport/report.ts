import type { NetworkEntry } from '../../../build/networksPlugin.ts';
import type { Block } from './blocks.ts';
import type { Evaluation } from './evaluation.ts';
import type { Training } from './training.ts';

/** Uncurated samples: the first `count` seeds in reading order, seed s showing class s mod classes. */
export interface Grid {
  file: string;
  steps: number;
  guidance: number;
  eta: number | 'sigma-hat';
  count: number;
  columns: number;
  /** Pixels of the file for one pixel of a picture. */
  scale: number;
}

/** Everything that the folder of a network says of it, but the weights. */
export interface NetworkReport extends NetworkEntry {
  licence: string;
  seed: number;
  imagesSeen: number;
  heldOutLoss: number;
  /** config.json as it stands. */
  config: Readonly<Record<string, unknown>>;
  /** Of the weights' file: the blocks' values and, apart, what describes them. */
  blocks: readonly Block[];
  headerBytes: number;
  grids: readonly Grid[];
  training: Training | null;
  evaluation: Evaluation | null;
  /** Whether the evaluation is that of other weights than the ones that ship. */
  isOutdated: boolean;
  /** From the model card. */
  recipe: readonly (readonly [name: string, value: string])[];
  commands: readonly string[];
  /** What was done to reach the goals, and what came of it. */
  tried: readonly (readonly [what: string, result: string])[];
}
