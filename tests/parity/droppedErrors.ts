import type { Denoiser } from '../../src/engine/denoiser.ts';
import { sample } from '../../src/engine/sampler.ts';
import type { StoredTensor } from '../../src/engine/safetensors.ts';
import { vFromX0Eps } from '../../src/math/convert.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { ddimStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { relativeError } from './relativeError.ts';

/**
 * A network that diffusers saved, on some device: three calls and a run of ten steps against what diffusers computed
 * (models/diffusion_lines/golden_dropped.py).
 * @param isLabelled whether the network has classes
 */
export async function droppedErrors(
  denoiser: Denoiser,
  name: string,
  golden: ReadonlyMap<string, StoredTensor>,
  isLabelled: boolean,
): Promise<{ name: string; error: number }[]> {
  const { size, schedule, predictionType } = denoiser.network;
  const reference = (key: string): Float32Array => golden.get(`${name}/${key}`)!.values;
  const xt = gaussianField(1, 0, 3 * size, new Float32Array(3 * size));
  const t = [...reference('t')];
  const { eps, xHat0 } = await denoiser.predict({ xt, t, ...(isLabelled && { labels: [0, 2, 1] }) });
  // The golden output is in the network's own terms.
  const output = xt.map((_, i) => {
    const alphaBar = schedule.alphaBar[t[Math.floor(i / size)]];
    const v = vFromX0Eps(alphaBar, xHat0[i], eps[i]);
    return { epsilon: eps[i], sample: xHat0[i], v_prediction: v }[predictionType];
  });
  const seen = [{ name: `${name}, output`, error: relativeError(output, reference('output')) }];

  const times = [...stepsOf(subsequence(schedule.T, 10, 'trailing'))];
  const steps = times.map(([from, to]) => ddimStep(schedule, from, to, 0));
  const states: Float32Array[] = [];
  const request = { steps, seed: 2, clip: 1, ...(isLabelled && { labels: [1] }) };
  for await (const { frames } of sample(denoiser, request))
    states.push(...frames.map(({ xt: state }) => state));
  [1, 5, 10].forEach((step, i) =>
    seen.push({
      name: `${name}, step ${step}`,
      error: relativeError(states[step], reference('ddim').slice(i * size, (i + 1) * size)),
    }),
  );
  return seen;
}
