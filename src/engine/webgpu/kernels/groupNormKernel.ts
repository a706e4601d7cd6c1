import type { GroupNormStep, Plan } from '../../plan/plan.ts';
import type { Abilities } from '../abilities.ts';
import { sumBySubgroups, sumByTree } from './groupSum.ts';
import { ceilDiv, declarations, enabling, weightReader, type Declaration, type Kernel } from './kernel.ts';

/**
 * Group normalisation as one dispatch, with or without SiLU: a workgroup for each group of each picture takes the mean,
 * then the squares of what is left, each summed by all threads and then over them, and writes the result.
 */
export function groupNormKernel(
  plan: Plan,
  step: GroupNormStep,
  isHalf: boolean,
  abilities: Abilities,
): Kernel {
  const { groups, epsilon } = step.weights;
  const [batch, height, width, channels] = plan.slots[step.output].shape;
  const first = plan.slots[step.x].shape[3];
  const pixels = height * width;
  const groupWidth = channels / groups;
  const lot = [4, 2, 1].find((n) => groupWidth % n === 0 && first % n === 0 && channels % n === 0)!;
  const count = (pixels * groupWidth) / lot;
  const threads = count >= 1024 ? 256 : count >= 256 ? 128 : 64;
  const type = lot === 1 ? 'f32' : `vec${lot}<f32>`;
  const reader = weightReader(isHalf, abilities);
  const read = (name: Declaration['name']): Declaration => ({ name, type: `array<${type}>`, access: 'read' });
  const buffers: Declaration[] = [
    read('x'),
    ...(step.second === null ? [] : [read('second')]),
    reader.declaration,
    { name: 'output', type: `array<${type}>`, access: 'read_write' },
  ];
  const total = { 1: 'v', 2: 'v.x + v.y', 4: '(v.x + v.y) + (v.z + v.w)' }[lot]!;
  const fromX = `x[pixel * ${first / lot}u + c]`;
  const source = `${enabling(reader.extension, abilities.subgroups && 'subgroups')}
${declarations(buffers)}
${reader.code}

// Lot i of the group: its pixel and its place among the channels, in lots.
fn pixelOf(picture : u32, i : u32) -> u32 { return picture * ${pixels}u + i / ${groupWidth / lot}u; }
fn channelOf(group : u32, i : u32) -> u32 { return group * ${groupWidth / lot}u + i % ${groupWidth / lot}u; }

fn value(pixel : u32, c : u32) -> ${type} {
  ${
    step.second === null
      ? `return ${fromX};`
      : `if (c < ${first / lot}u) { return ${fromX}; }
  return second[pixel * ${(channels - first) / lot}u + c - ${first / lot}u];`
  }
}

fn weights(four : u32, c : u32) -> ${type} {
  ${
    lot === 4
      ? 'return weight4(four + c);'
      : lot === 2
        ? 'let w = weight4(four + c / 2u); return select(w.xy, w.zw, (c & 1u) == 1u);'
        : 'return weight4(four + c / 4u)[c & 3u];'
  }
}

fn together(v : ${type}) -> f32 { return ${total}; }

${(abilities.subgroups ? sumBySubgroups : sumByTree)(threads)}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
  let group = place.x;
  let picture = place.z;
  var sum = 0.0;
  for (var i = lane; i < ${count}u; i += ${threads}u) {
    sum += together(value(pixelOf(picture, i), channelOf(group, i)));
  }
  let mean = groupSum(lane, sum, 0u) / ${count * lot}.0;
  var squares = 0.0;
  for (var i = lane; i < ${count}u; i += ${threads}u) {
    let centred = value(pixelOf(picture, i), channelOf(group, i)) - mean;
    squares += together(centred * centred);
  }
  let gain = inverseSqrt(groupSum(lane, squares, 1u) / ${count * lot}.0 + ${epsilon.toExponential()}f);
  for (var i = lane; i < ${count}u; i += ${threads}u) {
    let pixel = pixelOf(picture, i);
    let c = channelOf(group, i);
    let y = (value(pixel, c) - mean) * gain * weights(0u, c) + weights(${ceilDiv(channels, 4)}u, c);
    output[pixel * ${channels / lot}u + c] = ${step.silu ? 'y / (1.0 + exp(-y))' : 'y'};
  }
}
`;
  return {
    label: step.weights.scale.name,
    source,
    bindings: buffers.map(({ name }) => name),
    workgroups: [groups, 1, batch],
  };
}
