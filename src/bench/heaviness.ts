import type { BenchDevice } from './device/benchDevice.ts';
import type { Entrant } from './contender.ts';
import { BenchRefusal, failureOf } from './failure.ts';
import type { BenchBackend, BenchFailure, Roofline } from './row.ts';

/**
 * Multiply-accumulates of a step that are timed unasked where a CPU computes them. On two cores emulated graphics do some
 * 0.25 · 10⁹ a second, our WebAssembly 25 · 10⁹; a run takes each engine through a dozen steps at least.
 */
const mostOn = { emulated: 4e9, wasm: 20e9 };

/** Whether a step is more than is timed unasked. @param gpu null where there is none */
export function isTooHeavy(
  backend: BenchBackend,
  macs: number,
  gpu: Pick<BenchDevice, 'isSoftware'> | null,
): boolean {
  switch (backend) {
    case 'webgpu':
      return gpu?.isSoftware === true && macs > mostOn.emulated;
    case 'wasm':
      return macs > mostOn.wasm;
    case 'cpu':
      return macs > mostOn.emulated;
    case 'webgl':
      return false;
  }
}

/** What stands in the report for it: a line for each engine, whatever ways it has. */
export function leftOut(
  entrants: readonly Entrant[],
  { net, batch, macs }: Pick<Roofline, 'net' | 'batch' | 'macs'>,
): BenchFailure[] {
  const why = new BenchRefusal('too-heavy', `${(macs / 1e9).toFixed(1)} GMAC`);
  const first = entrants.filter(
    ({ engine }, i) => entrants.findIndex((other) => other.engine === engine) === i,
  );
  return first.map(({ engine, backend }) => failureOf({ net, batch, engine, backend, variant: null }, why));
}
