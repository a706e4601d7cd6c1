import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { gaussianField } from '../math/rng.ts';
import { count, updateCases, updateError, type UpdateCase } from '../../tests/parity/updateCases.ts';
import { composedRun, type ComposedNetwork } from './composedRun.ts';
import type { Run } from './denoiser.ts';
import { wasmRun, type OutputNetwork } from './wasm/wasmRun.ts';

/** The same three pictures everywhere; what the network says does not depend on them. */
const imageShape: [number, number, number] = [10, 10, 1];
const batch = count / 100;

function byWasm({ type, said: [c, u], guidance, x, ...request }: UpdateCase): Run {
  const network: OutputNetwork = {
    network: { size: 100, predictionType: type },
    output: () =>
      u === undefined ? c : Float64Array.from(u, (value, i) => value + guidance * (c[i] - value)),
  };
  return wasmRun(network, { ...request, guidance, start: x, batch });
}

function byTensors({ type, said, guidance, x, ...request }: UpdateCase): Run {
  const picture = (values: Float32Array) => tf.tensor4d(values, [batch, ...imageShape]);
  const network: ComposedNetwork = {
    network: { imageShape },
    predictionType: type,
    embed: (calls) => tf.zeros([calls.length * batch, 1, 1, 1]),
    outputs: () => said.map(picture),
    noise: (seed, step) => picture(gaussianField(seed, step, count, new Float32Array(count))),
  };
  return composedRun(network, { ...request, guidance, start: x, batch });
}

it.each([
  ['WebAssembly’s run', byWasm],
  ['tfjs’ operations', byTensors],
])('a step by %s is float64’s to 1e-5 of its largest number', async (_, runOf) => {
  await tf.setBackend('cpu');
  const seed = 1 + (Date.now() % 1e9);
  const failed: string[] = [];
  let cases = 0;
  for (const now of updateCases(seed)) {
    const run = runOf(now);
    const values = await run.take(now.steps.length, { every: true, isLast: true });
    run.dispose();
    const frames = Array.from({ length: 7 }, (_, i) => values.subarray(i * count, (i + 1) * count));
    const error = updateError(now, frames);
    cases++;
    if (!(error <= 1e-5)) failed.push(`${now.name}: ${error.toExponential(1)}`);
  }
  expect(cases).toBe(216);
  expect(failed, `seed ${seed}`).toEqual([]);
});
