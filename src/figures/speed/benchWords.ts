/** What the benchmark says, in the words of en.json: for the page and for the command line. */
import type { BenchDoing, BenchEntry, BenchFailure } from '../../bench/row.ts';
import { formatTiny } from '../../ui/formatNumber.ts';

/** A label of figures/speed. */
export type SpeedText = (key: string, values?: Record<string, unknown>) => string;

/** Names of what is measured. @param net what a network is called */
export function namesWith(text: SpeedText, net: (id: string) => string) {
  const engine = ({ engine: id }: Pick<BenchEntry, 'engine'>): string => text(`engines.${id}`);
  const backend = ({ backend: id }: Pick<BenchEntry, 'backend'>): string => text(`backends.${id}`);
  return {
    net,
    engine,
    backend,
    /** "Picture book, 32×32 · 16 pictures" */
    group: ({ net: id, batch }: Pick<BenchEntry, 'net' | 'batch'>): string =>
      text('group', { net: net(id), count: batch }),
    /** "onnxruntime-web · WebGPU · NHWC, captured" */
    row: (row: Pick<BenchEntry, 'engine' | 'backend' | 'variant'>): string =>
      [engine(row), backend(row), row.variant && variant(text, row.variant)].filter(Boolean).join(' · '),
    /** "NHWC, captured" */
    variant: ({ variant: id }: Pick<BenchEntry, 'variant'>): string => (id ? variant(text, id) : ''),
  };
}
export type Names = ReturnType<typeof namesWith>;

/** A variant is data ('2 threads', 'NHWC, captured'); a word that is not known stays as it is. */
const variant = (text: SpeedText, id: string): string =>
  id
    .split(', ')
    .map((part) => {
      const threads = /^(\d+) threads?$/.exec(part);
      return threads
        ? text('variants.threads', { count: Number(threads[1]) })
        : text(`variants.${part}`, { defaultValue: part });
    })
    .join(', ');

/** What a run is doing: "MNIST digits · 1 picture · ours · WebAssembly · 2 threads: round 3 of 18". */
export function doingInWords(text: SpeedText, names: Names, doing: BenchDoing): string {
  const said = text(`doing.${doing.step}`, { ...doing });
  if (!('net' in doing)) return said;
  const parts = 'engine' in doing ? [names.group(doing), names.row(doing)] : [names.group(doing)];
  return text('doing.of', { what: parts.join(' · '), said });
}

/** Why something was not measured. A report from before there were codes has a sentence of its own. */
export function failureInWords(text: SpeedText, { code, parity, reason }: BenchFailure): string {
  if (code === null) return reason;
  return text(`failures.${code}`, { reason, parity: parity === null ? '' : formatTiny(parity) });
}
