import type { EngineState } from './sharedEngine.ts';
import { useNetwork } from './useNetwork.ts';

/** Of the networks that the site ships. */
const USUAL_T = 1000;

/** Steps of the schedule that the page's network was trained with: what its files said, until it is open. */
export function useT({ model }: Pick<EngineState, 'model'>): number {
  const { T } = useNetwork();
  return model?.schedule.T ?? T ?? USUAL_T;
}
