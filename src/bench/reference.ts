import { NoisyNetwork } from '../engine/noisyNetwork.ts';
import { interpreted } from '../engine/plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from '../engine/plan/planOf.ts';
import { buildUnet2d } from '../engine/unet2d.ts';
import { probe } from './comparison.ts';
import type { Job } from './contender.ts';
import { conditionTables } from './engines/conditionTables.ts';

/**
 * ε̂ at probe(job) by our WebAssembly, which is tested layer by layer against PyTorch; where there is no SIMD, by the
 * float64 interpreter, which takes its time.
 */
export async function referenceAt(job: Job): Promise<Float32Array> {
  const asked = probe(job);
  try {
    const { openWasmDevice } = await import('../engine/wasm/wasmDevice.ts');
    const denoiser = await (await openWasmDevice(1)).denoiser(job.folder);
    const { eps } = await denoiser.predict(asked);
    denoiser.dispose();
    return eps;
  } catch {
    const unet = buildUnet2d(job.folder.config);
    const arena = unet.arenaOf(job.folder.tensors);
    const network = new NoisyNetwork(job.folder);
    const conditions = network.conditions([asked.t], asked.labels, 1);
    const { sines, classes } = conditionTables(unet, arena, conditions);
    const given = classes === null ? [sines] : [sines, classes];
    const projections = interpreted(planOfEmbedding(unet, job.batch), arena, given);
    const output = interpreted(planOfForward(unet, job.batch), arena, [asked.xt, projections]);
    return network.prediction(asked.xt, (i) => output[i], asked.t).eps;
  }
}
