import { useCallback, useMemo } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import type { PictureShape } from '../../figures/network/network.ts';
import { ownCopies } from '../../figures/pictureSet/movedCopy.ts';
import { drawnSet } from '../../figures/pictureSet/pictureSet.ts';
import { idealErrors } from './model.ts';

interface Options {
  shape: PictureShape;
  count: number;
  /** The picture whose copies are in the set too; null for none. */
  own: Float32Array | null;
}

/** The finite set, drawn in slices; null until it is there. */
export function useFiniteSet({ shape, count, own }: Options): readonly Float32Array[] | null {
  const draw = useCallback(() => drawnSet(shape, count), [shape, count]);
  const { result } = useSliced(draw);
  return useMemo(() => {
    // While another set is drawn, the one before stays, but not for a network of another shape.
    if (!result || result[0].length !== shape.size) return null;
    return own?.length === shape.size ? [...ownCopies(own, shape), ...result] : result;
  }, [result, own, shape]);
}

/** The ideal denoiser's error over t, computed in slices; empty until it is there. */
export function useIdealCurve(
  set: readonly Float32Array[] | null,
  alphaBars: Float64Array,
  x0: Float32Array | null,
  eps: Float32Array,
): readonly number[] {
  const compute = useCallback(
    () => idealErrors(x0 ? (set ?? []) : [], alphaBars, x0 ?? eps, eps),
    [set, alphaBars, x0, eps],
  );
  return useSliced(compute).result ?? [];
}
