import { useState } from 'react';
import {
  familyIds,
  parameterKeys,
  scheduleOf,
  type FamilyId,
  type Parameters,
} from '../../figures/schedules/families.ts';
import type { Schedule } from '../../math/schedules.ts';

type Schedules = Readonly<Record<FamilyId, Schedule>>;

/** A function that makes all families' schedules and makes again only those whose numbers have changed. */
function keeper(): (T: number, parameters: Parameters, keepsTotal: boolean) => Schedules {
  const kept = new Map<FamilyId, { numbers: string; schedule: Schedule }>();
  return (T, parameters, keepsTotal) => {
    for (const family of familyIds) {
      const numbers = [T, keepsTotal, ...parameterKeys(family).map((key) => parameters[key])].join();
      if (kept.get(family)?.numbers !== numbers)
        kept.set(family, { numbers, schedule: scheduleOf(family, T, parameters, keepsTotal) });
    }
    return Object.fromEntries(
      Array.from(kept, ([family, { schedule }]) => [family, schedule]),
    ) as unknown as Schedules;
  };
}

/** All families' schedules. While one is dragged, the others stay the same objects, and so do their curves. */
export function useSchedules(T: number, parameters: Parameters, keepsTotal: boolean): Schedules {
  const [schedulesFor] = useState(keeper);
  return schedulesFor(T, parameters, keepsTotal);
}
