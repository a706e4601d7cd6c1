import { noAbilities } from '../../engine/webgpu/abilities.ts';
import { Gpu } from '../../engine/webgpu/gpu.ts';
import { WebgpuDenoiser } from '../../engine/webgpu/webgpuDenoiser.ts';
import type { Entrant } from '../contender.ts';
import type { BenchDevice } from '../device/benchDevice.ts';
import { issuingTime } from '../device/issuing.ts';
import type { BenchEngine } from '../row.ts';
import { denoiserContender, noIssueClock } from './denoiserContender.ts';

type Where = Pick<BenchDevice, 'device' | 'abilities'>;

/** Our WebGPU engine as it is shipped. */
export const oursOnWebgpu = (where: Where): Entrant => entrant('ours', where);

/** The same by the kernels that every device can run. */
export const oursPlain = ({ device }: Where): Entrant =>
  entrant('ours-plain', { device, abilities: noAbilities });

const entrant = (engine: BenchEngine, { device, abilities }: Where): Entrant => ({
  engine,
  backend: 'webgpu',
  variant: null,
  open: async (job) => {
    // A Gpu of its own, so that its pipelines are compiled now.
    const denoiser = await WebgpuDenoiser.open(new Gpu(device, abilities), job.folder);
    return denoiserContender(denoiser, job, (work) => issuingTime(device, work, job.now));
  },
});

/** Our WebAssembly engine. */
export const oursOnWasm = (threads: number): Entrant => ({
  engine: 'ours',
  backend: 'wasm',
  variant: threads === 1 ? '1 thread' : `${threads} threads`,
  load: async () => void (await import('../../engine/wasm/wasmDevice.ts')),
  open: async (job) => {
    const { openWasmDevice } = await import('../../engine/wasm/wasmDevice.ts');
    return denoiserContender(await (await openWasmDevice(threads)).denoiser(job.folder), job, noIssueClock);
  },
});
