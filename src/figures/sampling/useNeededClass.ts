import type { EngineState } from '../network/sharedEngine.ts';
import { ANY, type Classes } from './classLabel.ts';
import { useClass, useClasses } from './useClass.ts';

/** For figures that ask for no class: the classes of a network that must be told one, and which that is. */
export function useNeededClass(
  asked: string,
  engine: EngineState,
): { classes: Classes; label: number | null } {
  const { names, hasAny } = useClasses(engine);
  const isNeeded = !hasAny && names.length > 0;
  const classes = isNeeded ? { names, hasAny } : NO_CLASSES;
  return { classes, label: useClass(isNeeded ? asked : ANY, classes, ANY) };
}

const NO_CLASSES: Classes = { names: [], hasAny: true };
