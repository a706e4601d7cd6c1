import type { ConvWeights } from './operations.ts';
import type { Weights } from './weights.ts';

/**
 * The residual blocks' projections of the time embedding side by side: one dense layer makes them all, once for every
 * step of a run, and each block reads its columns.
 */
export class ProjectionTable {
  private readonly names: string[] = [];
  private readonly widths: number[] = [];

  /** @returns the first of the layer's columns */
  add(name: string, outFeatures: number): number {
    const column = this.width;
    this.names.push(name);
    this.widths.push(outFeatures);
    return column;
  }

  get width(): number {
    return this.widths.reduce((sum, width) => sum + width, 0);
  }

  /** All the layers as one. */
  layer(weights: Weights, inFeatures: number): ConvWeights {
    return weights.denseBeside(this.names, inFeatures, this.widths);
  }
}
