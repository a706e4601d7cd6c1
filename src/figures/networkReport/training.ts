/** training.json of a network's folder: how the loss fell. */

/** What samples or pictures look like in the mean, each in 0 … 1. */
interface Colours {
  saturation: number;
  brightness: number;
}

/** Candidates that were trained at once for the same time (models/diffusion_lines/compare.py). */
export interface Comparison {
  minutes: number;
  /** Samples, and their DDIM steps, of which `colours` is the mean. */
  samples: number;
  steps: number;
  data_colours?: Colours | null;
  candidates: readonly {
    name: string;
    parameters: number;
    images_seen: number;
    /** Squared error of ε, whatever is predicted. */
    held_out: { mean: number };
    colours?: Colours | null;
  }[];
}

export interface Training {
  /** Mean training loss since the entry before, after so many pictures. */
  losses: readonly { images: number; loss: number }[];
  /** Loss on held-out pictures with the averaged weights; by_tenth: by tenths of t, the smallest t first. */
  heldOut: readonly { images: number; mean: number; by_tenth?: readonly number[] }[];
  comparison?: Comparison | null;
}

/**
 * At most `most` entries: neighbours become their mean, at the last one's place. The file keeps every entry; the drawing
 * does not need them.
 */
export function thinned(losses: Training['losses'], most = 240): Training['losses'] {
  const size = Math.ceil(losses.length / most);
  if (size <= 1) return losses;
  return Array.from({ length: Math.ceil(losses.length / size) }, (_, i) => {
    const part = losses.slice(i * size, (i + 1) * size);
    const loss = part.reduce((sum, entry) => sum + entry.loss, 0) / part.length;
    return { images: part[part.length - 1].images, loss: Number(loss.toPrecision(4)) };
  });
}
