import type { StepCoefficients } from '../../../math/samplers.ts';
import { epsFromXHat0, predictionWeights, type RestWeights } from '../../predictionWeights.ts';
import type { PredictionType } from '../../schedulerConfig.ts';
import { ceilDiv, declarations, type Kernel } from './kernel.ts';
import { noiseCode } from './noiseCode.ts';

const threads = 64;

/** What an update needs to know besides the pictures' shape. */
export interface UpdateShape {
  /** Values of all pictures together. */
  count: number;
  /** Whether the network ran twice, with classes and without. */
  guided: boolean;
}

const runDeclaration = `struct Run { seed : u32, step : u32, keeps : u32, guidance : f32 }`;

/** Workgroups of an update; each counts the steps on its own. */
export const updateWorkgroups = (count: number): number => ceilDiv(count, threads);

/**
 * One step of the sampler: guidance, x̂_0 and its clip, ε̂, the step's four coefficients, noise counted by (seed, t,
 * element). Writes x in place, twice under guidance, and, if frames are kept, x, x̂_0 and ε̂ before the step.
 *
 * Which step it is stands in `progress`. Every workgroup has a counter of its own there and advances it, so no
 * workgroup can see another's new count; the network reads the first. All are zeroed before a chunk of steps.
 */
export function updateKernel({ count, guided }: UpdateShape): Kernel {
  const source = `
${runDeclaration}
struct Weights { ofX : f32, ofY : f32, ofRest : f32 }
struct Step {
  x0 : f32, xt : f32, eps : f32, noise : f32,
  xHat0 : Weights, clip : f32, ofEps : Weights, t : f32, recomputed : Weights, recomputes : f32,
}
${declarations([
  { name: 'x', type: 'array<f32>', access: 'read_write' },
  { name: 'output', type: 'array<f32>', access: 'read' },
  { name: 'steps', type: 'array<Step>', access: 'read' },
  { name: 'progress', type: 'array<u32>', access: 'read_write' },
  { name: 'frames', type: 'array<f32>', access: 'read_write' },
  { name: 'run', type: 'Run', access: 'uniform' },
])}
${noiseCode}
fn weighted(weights : Weights, x : f32, y : f32, rest : f32) -> f32 {
  return weights.ofX * x + weights.ofY * y + weights.ofRest * rest;
}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
  let taken = progress[place.x];
  storageBarrier();
  if (lane == 0u) { progress[place.x] = taken + 1u; }
  let i = place.x * ${threads}u + lane;
  if (i >= ${count}u) { return; }
  let now = steps[taken];
  let before = x[i];
  // y is what the network said, under guidance u + w (c - u); rest is x - y, see RestWeights.
  var y = output[i];
  var rest = before - y;
  ${
    guided
      ? `let without = output[i + ${count}u];
  let moved = run.guidance * (y - without);
  y = without + moved;
  rest = (before - without) - moved;`
      : ''
  }
  let free = weighted(now.xHat0, before, y, rest);
  let xHat0 = clamp(free, -now.clip, now.clip);
  var eps = weighted(now.ofEps, before, y, rest);
  // Where nothing was clipped, the two agree as they are; from a rounded xHat0, eps is coarse at a small t.
  if (now.recomputes != 0.0 && xHat0 != free) {
    eps = weighted(now.recomputed, before, xHat0, before - xHat0);
  }
  if (run.keeps == 1u) {
    let frame = taken * ${3 * count}u + i;
    frames[frame] = before;
    frames[frame + ${count}u] = xHat0;
    frames[frame + ${2 * count}u] = eps;
  }
  var next = now.x0 * xHat0 + now.xt * before + now.eps * eps;
  if (now.noise != 0.0) { next += now.noise * gaussian(run.seed, u32(now.t), i); }
  x[i] = next;
  ${guided ? `x[i + ${count}u] = next;` : ''}
}
`;
  return {
    label: 'update',
    source,
    bindings: ['x', 'output', 'steps', 'progress', 'frames', 'run'],
    workgroups: [updateWorkgroups(count), 1, 1],
  };
}

/** Floats of a row of the table of steps. */
export const stepFloats = 16;
/** Clips nothing. */
const noClip = 3e38;

/** The table's row of a step, in the order of `struct Step`. */
export function stepRow(
  { x0, xt, eps, noise, alphaBar, t }: StepCoefficients,
  type: PredictionType,
  { clip = noClip, recomputeEps = false }: { clip?: number; recomputeEps?: boolean },
): number[] {
  const weights = predictionWeights(type, alphaBar);
  const again = recomputeEps ? epsFromXHat0(alphaBar) : null;
  const row = ({ ofX, ofY, ofRest }: RestWeights): number[] => [ofX, ofY, ofRest];
  const recomputed = again === null ? [0, 0, 0, 0] : [...row(again), 1];
  return [x0, xt, eps, noise, ...row(weights.xHat0), clip, ...row(weights.eps), t, ...recomputed];
}

/** x = the noise of (run.seed, run.step). */
export function noiseKernel(count: number): Kernel {
  const source = `
${runDeclaration}
${declarations([
  { name: 'x', type: 'array<f32>', access: 'read_write' },
  { name: 'run', type: 'Run', access: 'uniform' },
])}
${noiseCode}
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x < ${count}u) { x[id.x] = gaussian(run.seed, run.step, id.x); }
}
`;
  return { label: 'noise', source, bindings: ['x', 'run'], workgroups: [updateWorkgroups(count), 1, 1] };
}

/** The two words behind elements 0 … count-1, interleaved, for tests. */
export function noiseWordsKernel(count: number): Kernel {
  const source = `
${runDeclaration}
${declarations([
  { name: 'output', type: 'array<vec2<u32>>', access: 'read_write' },
  { name: 'run', type: 'Run', access: 'uniform' },
])}
${noiseCode}
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x < ${count}u) { output[id.x] = words(run.seed, run.step, id.x); }
}
`;
  return {
    label: 'noise words',
    source,
    bindings: ['output', 'run'],
    workgroups: [updateWorkgroups(count), 1, 1],
  };
}
