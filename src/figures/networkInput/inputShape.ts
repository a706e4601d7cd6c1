import { useMemo } from 'react';
import { shapeOf, type PictureShape } from '../network/network.ts';
import { useNetwork } from '../network/useNetwork.ts';

/** The shape of the page's network. */
export function useInputShape(): PictureShape {
  const network = useNetwork();
  return useMemo(() => shapeOf(network), [network]);
}
