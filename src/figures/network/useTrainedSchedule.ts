import { makeSchedule, type Schedule } from '../../math/schedules.ts';
import type { EngineState } from './sharedEngine.ts';
import { useNetwork } from './useNetwork.ts';

/** Of the networks that the site ships. */
export const usualSchedule = makeSchedule({ id: 'linear', T: 1000 });

/** The schedule that the page's network was trained with: what its files said, until it is open. */
export function useTrainedSchedule({ model }: Pick<EngineState, 'model'>): Schedule {
  const { schedule } = useNetwork();
  return model?.schedule ?? schedule ?? usualSchedule;
}
