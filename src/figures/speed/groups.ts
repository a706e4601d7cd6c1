import type { BenchBackend, BenchEngine, BenchFailure, BenchRow, Roofline } from '../../bench/row.ts';

/** All that was measured of one network at one batch. */
export interface SpeedGroup {
  net: string;
  batch: number;
  rows: BenchRow[];
  roofline: Roofline | null;
  failed: BenchFailure[];
}

type OfGroup = Pick<BenchRow, 'net' | 'batch'>;

/** What a figure of speeds is made of; a report, or what there is of one so far. */
export interface Measured {
  rows: readonly BenchRow[];
  roofline: readonly Roofline[];
  failed: readonly BenchFailure[];
}

/** Rows keep these places whatever they measure, so that none moves when the next arrives. */
const BACKENDS: readonly BenchBackend[] = ['webgpu', 'wasm', 'webgl', 'cpu'];
const ENGINES: readonly BenchEngine[] = ['ours', 'ours-plain', 'ours-no-replay', 'onnxruntime-web', 'tfjs'];

const placeOf = ({ backend, engine }: Pick<BenchRow, 'backend' | 'engine'>): number =>
  BACKENDS.indexOf(backend) * ENGINES.length + ENGINES.indexOf(engine);

const isOf =
  ({ net, batch }: OfGroup) =>
  (other: OfGroup): boolean =>
    other.net === net && other.batch === batch;

/** The groups in the order in which they were first met, their rows by backend and engine. */
export function speedGroups({ rows, roofline, failed }: Measured): SpeedGroup[] {
  const all: readonly OfGroup[] = [...roofline, ...rows, ...failed];
  const first = all.filter((one, i) => all.findIndex(isOf(one)) === i);
  return first.map(({ net, batch }) => {
    const here = isOf({ net, batch });
    return {
      net,
      batch,
      rows: rows.filter(here).sort((a, b) => placeOf(a) - placeOf(b) || a.step_ms - b.step_ms),
      roofline: roofline.find(here) ?? null,
      failed: failed.filter(here).sort((a, b) => placeOf(a) - placeOf(b)),
    };
  });
}

/** Of several variants of one engine on one backend, the fastest: a peer is shown at its best. */
export const bestRows = (rows: readonly BenchRow[]): BenchRow[] =>
  rows.filter((row) =>
    rows.every(
      (other) =>
        other === row ||
        other.engine !== row.engine ||
        other.backend !== row.backend ||
        other.step_ms > row.step_ms ||
        (other.step_ms === row.step_ms && rows.indexOf(other) > rows.indexOf(row)),
    ),
  );
