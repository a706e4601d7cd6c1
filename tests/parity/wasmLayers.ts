import { gatheredRows } from '../../src/engine/gatheredRows.ts';
import { planOfEmbedding, planOfForward } from '../../src/engine/plan/planOf.ts';
import { sinusoidalEmbedding } from '../../src/engine/timeEmbedding.ts';
import { buildUnet2d } from '../../src/engine/unet2d.ts';
import { kernelBuild } from '../../src/engine/wasm/kernelBuild.ts';
import { openKernels } from '../../src/engine/wasm/kernels.ts';
import { WasmExecutor } from '../../src/engine/wasm/wasmExecutor.ts';
import type { LayerInput } from './composedLayers.ts';

/** Every named layer of a network by our WebAssembly kernels, in the build that this browser gets. */
export async function wasmLayers({
  config,
  tensors,
  timesteps,
  classes,
  x,
}: LayerInput): Promise<Map<string, Float32Array>> {
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const executor = new WasmExecutor(await openKernels(kernelBuild()!), arena);
  const inputs = [sinusoidalEmbedding(timesteps, config)];
  if (unet.classRows !== null && classes !== null) {
    inputs.push(gatheredRows(arena.subarray(unet.classRows.offset), classes, unet.embeddingWidth));
  }
  const projections = executor.prepare(planOfEmbedding(unet, timesteps.length)).run(inputs);
  const named = new Map<number, string[]>();
  const name = (layer: string, slot: number) => named.set(slot, [...(named.get(slot) ?? []), layer]);
  const plan = planOfForward(unet, timesteps.length, name);
  name('output', plan.output);
  const seen = new Map<string, Float32Array>();
  executor.prepare(plan).run([x.values, projections], ({ output }, values) => {
    for (const layer of named.get(output) ?? []) seen.set(layer, values.slice());
  });
  return seen;
}
