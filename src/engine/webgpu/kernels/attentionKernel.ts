import type { AttentionStep, Plan } from '../../plan/plan.ts';
import type { Abilities } from '../abilities.ts';
import { ceilDiv, declarations, each, enabling, type Declaration, type Kernel } from './kernel.ts';
import { weighedBySubgroups, weighedByThreads } from './weighing.ts';

const threads = 64;
const mostKeys = 128;
const workgroupFloats = 3584;

/**
 * Attention as one dispatch. A workgroup holds a few queries of one head and passes over the keys in blocks; between two
 * blocks it keeps each query's largest score and the sum of its weights, and rescales what it has (Milakov &
 * Gimelshein 2018, "Online normalizer calculation for softmax"), so any number of pixels fits.
 */
export function attentionKernel(plan: Plan, step: AttentionStep, { subgroups }: Abilities): Kernel {
  const [batch, height, width, channels] = plan.slots[step.output].shape;
  const tokens = height * width;
  const d = channels / step.heads;
  const keys = Math.min(tokens, mostKeys);
  const lot = d % 4 === 0 ? 4 : 1;
  const lots = d / lot;
  // As many queries as workgroup memory holds scores and rows for; a power of two, so that threads divide evenly.
  const queries = [8, 4, 2, 1].find((n) => n === 1 || n * (keys + d) <= workgroupFloats)!;
  const owned = ceilDiv(queries * lots, threads);
  const type = lot === 4 ? 'vec4<f32>' : 'f32';
  const product = lot === 4 ? 'dot(a, b)' : 'a * b';
  const buffers: Declaration[] = [
    { name: 'x', type: `array<${type}>`, access: 'read' },
    { name: 'output', type: `array<${type}>`, access: 'read_write' },
  ];
  const row = (3 * channels) / lot;
  const part = channels / lot;
  const weighing = (subgroups ? weighedBySubgroups : weighedByThreads)({ threads, queries, keys });
  const source = `${enabling(subgroups && 'subgroups')}
${declarations(buffers)}
var<workgroup> queryRows : array<${type}, ${queries * lots}>;
var<workgroup> scores : array<f32, ${queries * keys}>;
var<workgroup> largest : array<f32, ${queries}>;
var<workgroup> total : array<f32, ${queries}>;
var<workgroup> shrink : array<f32, ${queries}>;
${weighing.memory}

fn times(a : ${type}, b : ${type}) -> f32 { return ${product}; }

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
${weighing.start}  let first = place.x * ${queries}u;
  let head = place.y * ${lots}u;
  let picture = place.z * ${tokens}u;
  for (var i = lane; i < ${queries * lots}u; i += ${threads}u) {
    let query = min(first + i / ${lots}u, ${tokens - 1}u);
    queryRows[i] = x[(picture + query) * ${row}u + head + i % ${lots}u];
  }
  if (lane < ${queries}u) { largest[lane] = -3.0e38; total[lane] = 0.0; }
${each(owned, (u) => `  var mixed${u} = ${type}();`)}
  workgroupBarrier();
${weighing.counted}  for (var block = 0u; block < ${tokens}u; block += ${keys}u) {
    let present = min(${keys}u, ${tokens}u - block);
    for (var i = lane; i < ${queries}u * present; i += ${threads}u) {
      let query = i / present;
      let key = i % present;
      let start = (picture + block + key) * ${row}u + ${part}u + head;
      var sum = 0.0;
      for (var c = 0u; c < ${lots}u; c++) { sum += times(queryRows[query * ${lots}u + c], x[start + c]); }
      scores[query * ${keys}u + key] = sum * ${(1 / Math.sqrt(d)).toExponential()}f;
    }
    workgroupBarrier();
${weighing.block}
    workgroupBarrier();
${each(
  owned,
  (u) => `    {
      let i = lane + ${u * threads}u;
      if (i < ${queries * lots}u) {
        let query = i / ${lots}u;
        let start = (picture + block) * ${row}u + ${2 * part}u + head + i % ${lots}u;
        mixed${u} = mixed${u} * shrink[query];
        for (var key = 0u; key < present; key++) {
          mixed${u} += scores[query * ${keys}u + key] * x[start + key * ${row}u];
        }
      }
    }`,
)}
    workgroupBarrier();
  }
${each(
  owned,
  (u) => `  {
    let i = lane + ${u * threads}u;
    let query = first + i / ${lots}u;
    if (i < ${queries * lots}u && query < ${tokens}u) {
      output[(picture + query) * ${part}u + head + i % ${lots}u] = mixed${u} / total[i / ${lots}u];
    }
  }`,
)}
}
`;
  return {
    label: `attention over ${tokens} pixels`,
    source,
    bindings: ['x', 'output'],
    workgroups: [ceilDiv(tokens, queries), step.heads, batch],
  };
}
