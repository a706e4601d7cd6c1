/** What the benchmark says on the command line: the page's own words, networks by their ids. */
import { createInstance } from 'i18next';
import type { BenchEvent } from '../../src/bench/index.ts';
import labels from '../../src/figures/speed/en.json';
import {
  doingInWords,
  failureInWords,
  namesWith,
  type SpeedText,
} from '../../src/figures/speed/benchWords.ts';

const i18n = createInstance();
void i18n.init({
  lng: 'en',
  initAsync: false,
  defaultNS: 'speed',
  resources: { en: { speed: labels } },
  interpolation: { escapeValue: false },
});
const text: SpeedText = (key, values) => i18n.t(key, values ?? {});
const names = namesWith(text, (id) => id);

/** A line about what is being done, or what is not measured and why; null for events that are numbers. */
export function eventInWords(event: BenchEvent): string | null {
  if (event.kind === 'progress') return doingInWords(text, names, event.doing);
  if (event.kind !== 'failed') return null;
  const { failure } = event;
  const what = `${names.group(failure)} · ${names.row(failure)}`;
  return text('doing.of', { what, said: failureInWords(text, failure) });
}
