/** What must hold before a device's times mean anything: its numbers are float64's, without a browser or PyTorch. */
import { gatheredRows } from '../../src/engine/gatheredRows.ts';
import type { ModelFolder } from '../../src/engine/loadedModel.ts';
import { interpreted } from '../../src/engine/plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from '../../src/engine/plan/planOf.ts';
import { sinusoidalEmbedding } from '../../src/engine/timeEmbedding.ts';
import { buildUnet2d } from '../../src/engine/unet2d.ts';
import { featuresOf, noAbilities } from '../../src/engine/webgpu/abilities.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { WebgpuDenoiser } from '../../src/engine/webgpu/webgpuDenoiser.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { refusedAbilities } from './refusedAbilities.ts';
import { relativeError } from './relativeError.ts';
import { subgroups } from './subgroupParity.ts';
import { updates } from './updateParity.ts';
import { kernels, noise, plannedLayers, sameBits } from './webgpuParity.ts';

export interface Verdict {
  name: string;
  ok: boolean;
  detail: string;
}

/** One operation, and the whole network behind a hundred of them: float32 against float64. */
const bounds = { kernel: 1e-5, network: 1e-4, noise: 1e-6 };

/**
 * The trial of the device's abilities, every kernel on every class of shapes, the sampler's update, the noise, each network's output, and the same run twice;
 * kernels and outputs by plain kernels as well, where the device's abilities make others.
 * @param seed of everything that is drawn
 */
export async function* gate(
  gpu: Gpu,
  networks: ReadonlyMap<string, ModelFolder>,
  seed: number,
): AsyncGenerator<Verdict, void, undefined> {
  const { has, asIs, wronglyProven, complaints } = await refusedAbilities(gpu);
  yield {
    name: 'the trial of the device’s abilities',
    ok: wronglyProven.length === 0 && complaints === 0,
    detail: `has ${JSON.stringify(has)}, proven ${JSON.stringify(asIs)}, ${complaints} complaints ${wronglyProven.join('; ')}`,
  };
  yield worst('what threads find together, against float64', await subgroups(gpu, seed), bounds.kernel);
  const { comparisons } = await kernels(gpu, 'classes', seed);
  yield worst('kernels against float64', comparisons, bounds.kernel);
  yield worst('the sampler’s update against float64', await updates(gpu, seed), bounds.kernel);
  const { differentWords, largestError } = await noise(gpu);
  yield {
    name: 'noise against src/math',
    ok: differentWords === 0 && largestError <= bounds.noise,
    detail: `${differentWords} words differ, numbers by ${largestError.toExponential(1)}`,
  };
  for (const [id, folder] of networks) {
    yield worst(`${id} against float64`, await networkErrors(gpu, folder, seed), bounds.network);
    yield await repeated(gpu, id, folder, seed);
  }
}

function worst(
  name: string,
  comparisons: readonly { name: string; error: number }[],
  bound: number,
): Verdict {
  const last = comparisons.reduce((a, b) => (a.error > b.error ? a : b));
  const ok = comparisons.every(({ error }) => error <= bound);
  return { name, ok, detail: `${comparisons.length}, worst ${last.error.toExponential(2)} at ${last.name}` };
}

/** The network's output for one picture of noise and, where there are classes, a class. */
async function networkErrors(
  gpu: Gpu,
  { config, tensors }: ModelFolder,
  seed: number,
): Promise<{ name: string; error: number }[]> {
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const shape = [1, ...config.sampleSize, config.inChannels];
  const count = shape.reduce((product, extent) => product * extent, 1);
  const x = { shape, values: gaussianField(seed, 0, count, new Float32Array(count)) };
  const [timesteps, classes] = [[500], unet.classRows === null ? null : [1]];
  const given = [sinusoidalEmbedding(timesteps, config)];
  if (unet.classRows !== null && classes !== null) {
    given.push(gatheredRows(arena.subarray(unet.classRows.offset), classes, unet.embeddingWidth));
  }
  const projections = interpreted(planOfEmbedding(unet, 1), arena, given);
  const reference = interpreted(planOfForward(unet, 1), arena, [x.values, projections]);
  const errorWith = async (abilities: Gpu['abilities']): Promise<number> => {
    const input = { config, tensors, timesteps, classes, x };
    const seen = await plannedLayers(gpu, input, abilities);
    return relativeError(seen.get('output')!, reference);
  };
  const features = featuresOf(gpu.abilities);
  const plain = { name: 'output by plain kernels', error: await errorWith(noAbilities) };
  if (features.length === 0) return [plain];
  return [{ name: `output with ${features.join(' and ')}`, error: await errorWith(gpu.abilities) }, plain];
}

/** Three steps of DDPM: the same seed gives the same bits, another one does not, and nothing is left on the device. */
async function repeated(gpu: Gpu, id: string, folder: ModelFolder, seed: number): Promise<Verdict> {
  const denoiser = await WebgpuDenoiser.open(gpu, folder);
  const steps = [...stepsOf(subsequence(folder.schedule.T, 3, 'trailing'))].map(([from, to]) =>
    ddpmStep(folder.schedule, from, to, 'beta'),
  );
  const seen = await sameBits(gpu, denoiser, { steps, seed, clip: 1 });
  denoiser.dispose();
  const ok =
    seen.values > 0 &&
    seen.differing === 0 &&
    seen.differingWithOtherSeed > seen.values / 2 &&
    seen.before.bytes === seen.after.bytes;
  const kept = seen.after.bytes - seen.before.bytes;
  const detail = `${seen.differing} of ${seen.values} numbers differ, ${seen.differingWithOtherSeed} with another seed, ${kept} bytes kept`;
  return { name: `${id}, the same run twice`, ok, detail };
}
