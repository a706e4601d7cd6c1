/**
 * What evaluation.json of a network's folder may hold (models/diffusion_lines/evaluate.py writes it). Every part is absent
 * until it is measured.
 */

import type { Goal, OpenPart } from './goals.ts';

export type Eta = number | 'sigma-hat';

/** One cell of FD over steps and η. */
export interface FdCell {
  steps: number;
  eta: Eta;
  fd: number;
  /** Of the mean over `per_seed`. */
  stderr?: number;
  per_seed?: readonly number[];
  /** Samples in each Fréchet distance. */
  n: number;
  clip?: boolean;
  /** FD of as many real pictures. */
  floor?: number;
  arithmetic?: 'fp32' | 'bf16';
}

/** FD of samples drawn otherwise than those of the grid: not clipped, or the steps spaced from the first up, evenly or quadratically. */
export interface FdVariant {
  steps: number;
  eta: number;
  clip: boolean;
  spacing: 'trailing' | 'leading' | 'quadratic';
  fd: number;
  stderr?: number;
  n: number;
}

export interface LabelCell {
  guidance: number;
  accuracy: number;
  standard_error?: number;
  diversity?: number;
  samples: number;
  steps: number;
}

/** Nearest training pictures of a set of pictures. */
export interface Nearness {
  n?: number;
  /** Share that is nearer to a training picture than 95 % of the held-out pictures are. */
  below_held_out_p5?: number;
  /** Share whose nearest training picture is less than a third as far as the second nearest. */
  ratio_below_third?: number;
}

/** The same for one class. */
export interface ClassNearness extends Nearness {
  label: number;
  n: number;
  held_out_below_p5?: number;
  held_out_ratio_below_third?: number;
  /** The most that either share may be: 5 %, or that of the held-out pictures, and three standard errors. */
  bound?: number;
  ratio_bound?: number;
}

export interface Bound {
  L_T: number;
  /** Σ L_{t-1} over t = 2 … T. */
  L_mid: number;
  L_0: number;
  total: number;
  /** Of the total. */
  stderr?: number;
  part_stderr?: { L_T: number; L_mid: number; L_0: number };
}

/** PSNR in dB at one step t, of pictures whose range is 2. */
export interface DenoisingRow {
  t: number;
  noisy: number;
  /** Of the best linear function of the noisy picture. */
  linear: number;
  /** Of x̂_0 from one call of the network, without a class. */
  guess: number;
  /** Of `guess`. */
  stderr?: number;
}

export interface Evaluation {
  /** Of the weights that were measured. */
  contentSha256?: string;
  classifier?: { test_accuracy: number; test_pictures: number };
  held_out_loss?: { pictures: number; mean: number; by_tenth: readonly number[] };
  denoising?: { pictures: number; rows: readonly DenoisingRow[] };
  fd?: {
    floor?: number;
    /** Which pictures the floor compares. */
    floor_detail?: string;
    floors?: readonly { n: number; reference_n: number; fd: number }[];
    headline?: {
      steps: number;
      eta: Eta;
      guidance: number;
      n: number;
      clip?: boolean;
      fd: number;
      floor?: number;
      ratio?: number;
    };
    references?: readonly { name: string; fd: number; n: number; detail?: string }[];
    grid?: readonly FdCell[];
    /** The same seeds drawn in both arithmetics: whether the table may be drawn in the faster one. */
    arithmetic?: readonly {
      steps: number;
      eta: number;
      fd_fp32: number;
      fd_bf16: number;
      stderr: number;
    }[];
    variants?: readonly FdVariant[];
    /** With how many choices of clipping and spacing η = 1 comes before η = 0 by two standard errors, and the other way. */
    variant_order?: readonly { steps: number; choices: number; one_first: number; zero_first: number }[];
  };
  labels?: readonly LabelCell[];
  data_diversity?: number;
  memorisation?: {
    samples?: Nearness;
    held_out?: Nearness;
    per_class?: readonly ClassNearness[];
    /** Every class within both of its bounds. */
    holds?: boolean;
    pairs?: string | null;
  };
  bits_per_dim?: Bound & { variance?: string; pictures?: number; beta?: Bound };
  fp16?: {
    loss_fp32: number;
    loss_fp16_rounded: number;
    relative_change: number;
    fd_fp32?: number;
    fd_fp16_rounded?: number;
  };
  goals?: readonly Goal[];
  /** What nobody has measured yet; empty when everything is, absent in results that do not say. */
  open?: readonly OpenPart[];
}

/** The parts of the evaluation, in the order of the report. */
export const PARTS = [
  'denoising',
  'classifier',
  'labels',
  'fd.headline',
  'fd.references',
  'fd.grid',
  'memorisation',
  'bits_per_dim',
  'fp16',
] as const;

/** The parts of which results that say no more hold nothing at all. */
export function missingParts(evaluation: Evaluation | null): string[] {
  return PARTS.filter((part) => {
    const value = part
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], evaluation ?? {});
    return value === undefined || (Array.isArray(value) && value.length === 0);
  });
}
