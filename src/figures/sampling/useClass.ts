import { useEffect, useMemo } from 'react';
import type { EngineState } from '../network/sharedEngine.ts';
import { useNetwork } from '../network/useNetwork.ts';
import { addNotice } from '../../ui/notices.ts';
import { classNumber, shownClass, type Classes } from './classLabel.ts';

/** The classes of the page's network. */
export function useClasses({ model }: EngineState): Classes {
  const { classNames, attributes } = useNetwork();
  // Ours all have been trained without a class too; of others it is known when they are open.
  const hasAny = model?.hasNullClass ?? true;
  return useMemo(() => ({ names: classNames, hasAny, attributes }), [classNames, hasAny, attributes]);
}

/**
 * The class to ask for: its number, or null for any. Where the network does not have the class that was asked for, it
 * is the first one, and a notice says so. `fallback` is the table's default, which no reader asked for.
 */
export function useClass(asked: string, classes: Classes, fallback: string): number | null {
  const { title } = useNetwork();
  const shown = shownClass(asked, classes);
  const isMissing =
    asked !== fallback && classes.names.length > 0 && classNumber(asked, classes) === undefined;
  useEffect(() => {
    if (isMissing) addNotice({ key: 'class-unknown', asked, network: title, shown: classes.names[0] });
  }, [isMissing, asked, title, classes]);
  return shown;
}
