import type { ModelFolder } from '../engine/modelFolder.ts';
import { planOfForward } from '../engine/plan/planOf.ts';
import { buildUnet2d } from '../engine/unet2d.ts';
import { featuresOf } from '../engine/webgpu/abilities.ts';
import { Gpu } from '../engine/webgpu/gpu.ts';
import { exactHalves } from '../engine/webgpu/halves.ts';
import { compared, type ComparisonEvent } from './comparison.ts';
import { liveDevice, openBenchDevice, type BenchDevice } from './device/benchDevice.ts';
import { measuredPeaks, peaksOrNull } from './device/peaks.ts';
import { entrantsOf } from './entrants.ts';
import { isTooHeavy, leftOut } from './heaviness.ts';
import type { BenchNetwork } from './networks.ts';
import { usualEffort, type BenchOptions } from './options.ts';
import { referenceAt } from './reference.ts';
import { rooflineOf, type DevicePeaks } from './roofline.ts';
import type { BenchBackend, BenchDoing, BenchEnvironment, BenchEvent, BenchReport, Roofline } from './row.ts';
import { stepCost } from './stepCost.ts';

/** One comparison: a network, a batch, and a kind of device. */
interface Part {
  network: BenchNetwork;
  batch: number;
  backend: BenchBackend;
}

/**
 * Times every engine on every network and batch, in the order of options.turnOf. Rows come when a comparison is done; the
 * last event is the report. Stop by leaving the loop or by the signal.
 * @throws AbortError when the signal fires; ModelError where a network cannot be had
 */
export async function* runBench(
  options: BenchOptions,
  signal?: AbortSignal,
): AsyncGenerator<BenchEvent, void, undefined> {
  const now = (): number => performance.now();
  const open = async (): Promise<BenchDevice | null> => options.gpu && openBenchDevice(options.gpu);
  let gpu = await open();
  try {
    const environment = environmentOf(options, gpu);
    yield { kind: 'environment', environment };
    const report: BenchReport = { ...environment, roofline: [], rows: [], failed: [] };
    const parts = partsOf(options, gpu);
    let done = 0;
    const progress = (doing: BenchDoing): BenchEvent => ({
      kind: 'progress',
      doing,
      done,
      total: parts.length + (gpu === null ? 0 : 1),
    });

    let peaks: DevicePeaks | null = null;
    if (gpu !== null) {
      yield progress({ step: 'peaks' });
      const { device, isSoftware } = gpu;
      peaks = await peaksOrNull(gpu, () => measuredPeaks(new Gpu(device), now, isSoftware));
      done++;
    }
    let folder: ModelFolder | null = null;
    let roofline: Roofline | null = null;
    for (const [i, part] of parts.entries()) {
      const { network, batch, backend } = part;
      signal?.throwIfAborted();
      const place = { net: network.id, batch };
      yield progress({ step: 'network', ...place });
      const before = parts[i - 1];
      if (folder === null || before.network !== network) folder = await network.folder();
      if (roofline === null || before.network !== network || before.batch !== batch) {
        roofline = rooflineFor(network.id, folder, batch, peaks);
        report.roofline.push(roofline);
        yield { kind: 'roofline', roofline };
      }
      if (gpu !== null && backend === 'webgpu') gpu = await liveDevice(gpu, open);
      const job = { folder, batch, now };
      const entrants = entrantsOf(backend, options, gpu);
      if (options.takesAll !== true && isTooHeavy(backend, roofline.macs, gpu)) {
        for (const failure of leftOut(entrants, roofline)) {
          yield eventOf({ kind: 'failed', failure }, report, progress);
        }
        done++;
        continue;
      }
      yield progress({ step: 'reference', ...place });
      const comparison = {
        net: network.id,
        job,
        effort: { ...usualEffort, ...options.effort },
        gpu: backend === 'webgpu' ? gpu : null,
        reference: await referenceAt(job),
        signal,
      };
      for await (const event of compared(entrants, comparison)) {
        yield eventOf(event, report, progress);
      }
      done++;
    }
    yield progress({ step: 'report' });
    yield { kind: 'end', report };
  } finally {
    gpu?.device.destroy();
  }
}

/** Puts a row into the report on its way. */
function eventOf(
  event: ComparisonEvent,
  report: BenchReport,
  progress: (doing: BenchDoing) => BenchEvent,
): BenchEvent {
  if (event.kind === 'doing') return progress(event.doing);
  if (event.kind === 'row') report.rows.push(event.row);
  else report.failed.push(event.failure);
  return event;
}

function partsOf(
  { networks, batches, turnOf = () => 0, backends = ['webgpu', 'wasm'] }: BenchOptions,
  gpu: BenchDevice | null,
): Part[] {
  const places = networks
    .flatMap((network) => batches.map((batch) => ({ network, batch, turn: turnOf(network.id, batch) })))
    .sort((a, b) => a.turn - b.turn);
  return places.flatMap(({ network, batch }) =>
    backends
      .filter((backend) => backend !== 'webgpu' || gpu !== null)
      .map((backend) => ({ network, batch, backend })),
  );
}

function environmentOf(options: BenchOptions, gpu: BenchDevice | null): BenchEnvironment {
  const { browser, threads, date, commit } = options;
  return {
    adapter: gpu?.name ?? 'none',
    software: gpu?.isSoftware ?? false,
    features: gpu === null ? [] : featuresOf(gpu.abilities),
    browser,
    threads,
    date: date.toISOString(),
    commit,
  };
}

function rooflineFor(
  net: string,
  { config, tensors }: ModelFolder,
  batch: number,
  peaks: DevicePeaks | null,
): Roofline {
  const unet = buildUnet2d(config);
  const isHalf = [...tensors.values()].every(({ values }) => exactHalves(values) !== null);
  return rooflineOf(net, batch, stepCost(planOfForward(unet, batch), isHalf ? 2 : 4), peaks);
}
