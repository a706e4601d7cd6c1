import type { GroupNormStep, Plan, SlotId } from '../../plan/plan.ts';
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
    ...(step.modulation === null
      ? []
      : [
          { name: 'table', type: 'array<f32>', access: 'read' } as const,
          { name: 'column', type: 'vec2<u32>', access: 'uniform' } as const,
          { name: 'progress', type: 'array<u32>', access: 'read' } as const,
        ]),
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

${step.modulation === null ? '' : tableCode(plan, step.modulation.table, lot, type)}
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
${step.modulation === null ? '' : '  let row = rowOf(picture);'}
  for (var i = lane; i < ${count}u; i += ${threads}u) {
    let pixel = pixelOf(picture, i);
    let c = channelOf(group, i);
    var y = (value(pixel, c) - mean) * gain * weights(0u, c) + weights(${ceilDiv(channels, 4)}u, c);
${step.modulation === null ? '' : `    y = y * (1.0 + columns(row, c)) + columns(row + ${channels}u, c);`}
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

/**
 * The picture's row of the table, as in convKernel.ts: `progress[0]` counts the steps since the table was filled, `column` is
 * where the norm's columns begin and how many rows a step has.
 */
function tableCode(plan: Plan, table: SlotId, lot: number, type: string): string {
  const at = Array.from({ length: lot }, (_, i) => `table[start + ${lot}u * c + ${i}u]`);
  return `fn rowOf(picture : u32) -> u32 {
  return (progress[0] * column.y + picture) * ${plan.slots[table].shape[3]}u + column.x;
}
fn columns(start : u32, c : u32) -> ${type} { return ${lot === 1 ? at[0] : `${type}(${at.join(', ')})`}; }
`;
}
