/** What a network was to reach and how far it is from that (models/diffusion_lines/evaluation/goals.py writes it). */

/** A number against a number. `value` is absent until it is measured, and `holds` null. */
export interface NumberGoal {
  id: 'classifier' | 'labels' | 'fd' | 'memorisation.nearer' | 'memorisation.ratio';
  holds: boolean | null;
  goal?: number;
  value?: number;
  standard_error?: number;
  guidance?: number;
  samples?: number;
  fd?: number;
  floor?: number;
  /** Of the class that comes nearest to its bound. */
  label?: number;
  /** The classes above theirs. */
  above?: readonly number[];
}

/** A part of the trend of DDIM's Table 1, over numbers of steps. */
export interface TrendGoal {
  id: 'trend.zeroBest' | 'trend.gapShrinks' | 'trend.hatWorst' | 'trend.hatBest';
  holds: boolean | null;
  steps: readonly number[];
  /** Where it fails, and by how much FD. */
  fails: readonly { steps: number; by: number; stderr: number }[];
  /** Numbers of steps at which it holds within the errors only. */
  close?: readonly number[];
  /** Of the gap: where η = 1 comes before η = 0, and by how much. */
  reversed?: readonly { steps: number; by: number; stderr: number }[];
  open: readonly number[];
  /** Sets of samples of the cell that has fewest, of those that there are. */
  sets: number;
  of_sets: number;
}

export type Goal = NumberGoal | TrendGoal;

/** What the plan of the evaluation holds and nobody has measured; like parts together. */
export interface OpenPart {
  part: string;
  guidances?: readonly number[];
  /** Numbers of pictures of a floor. */
  samples?: readonly number[];
  settings?: readonly { steps: number; eta: number }[];
  /** Of the table over steps and η: numbers of steps, cells without any samples, sets of samples that are missing. */
  steps?: readonly number[];
  cells?: number;
  of_cells?: number;
  sets?: number;
  of_sets?: number;
}

export const isTrend = (goal: Goal): goal is TrendGoal => goal.id.startsWith('trend.');

const isFailing = ({ fails, reversed = [] }: TrendGoal, at: number): boolean =>
  [...fails, ...reversed].some((fail) => fail.steps === at);

/** The numbers of steps at which a trend holds within the errors only. */
export const closeSteps = (goal: TrendGoal): number[] =>
  (goal.close ?? []).filter((at) => !isFailing(goal, at));

/** Those at which it holds plainly. */
export const holdingSteps = (goal: TrendGoal): number[] =>
  goal.steps.filter((at) => !goal.open.includes(at) && !goal.close?.includes(at) && !isFailing(goal, at));
