import type { ConvStep, Plan } from '../../plan/plan.ts';
import type { Abilities } from '../abilities.ts';
import { convTile, patchOf, threadsOf, type ConvShape, type ConvTile } from './convTile.ts';
import {
  ceilDiv,
  declarations,
  each,
  enabling,
  siluCode,
  weightReader,
  type Declaration,
  type Kernel,
} from './kernel.ts';

/** Fours of a layer's kernel, (size², in rounded up to 4, out rounded up to 4); its bias follows. */
export const kernelFours = ({ weights: { size, inChannels, outChannels } }: ConvStep): number =>
  size * size * ceilDiv(inChannels, 4) * 4 * ceilDiv(outChannels, 4);

/**
 * A convolution as one dispatch. A workgroup holds a patch of the input in its own memory, a few channels at a time, and
 * each thread sums a strip of pixels in four channels; weights come straight from their buffer, the same ones for many
 * threads. What the step adds (bias, row of the
 * table, residual), scales and applies is done before the result is written, once.
 * @param tile how it is cut; whoever gives another one than the model's has tried it out
 */
export function convKernel(
  plan: Plan,
  step: ConvStep,
  isHalf: boolean,
  abilities: Abilities,
  tile: ConvTile = convTile(convShape(plan, step)),
): Kernel {
  const { weights, stride, padding, perChannel, residual } = step;
  const { inChannels, outChannels } = weights;
  const shape = convShape(plan, step);
  const { size, outHeight, outWidth, in4, out4 } = shape;
  const batch = plan.slots[step.output].shape[0];
  const [, inHeight, inWidth] = rowsAsWidth(step, plan.slots[step.x].shape);
  const first = plan.slots[step.x].shape[3];
  const { rows, strips, pixels, groups, depth } = tile;
  const [patchHeight, patchWidth] = patchOf(shape, tile);
  const threads = threadsOf(tile);
  const tilesX = ceilDiv(outWidth, strips * pixels);
  const reader = weightReader(isHalf, abilities);
  // Four channels in one load, where four channels always come from one picture.
  const inFours = first % 4 === 0 && inChannels % 4 === 0;
  const outFours = outChannels % 4 === 0;
  const read = (name: Declaration['name'], type: string): Declaration => ({ name, type, access: 'read' });
  const inType = inFours ? 'array<vec4<f32>>' : 'array<f32>';
  const outType = outFours ? 'array<vec4<f32>>' : 'array<f32>';
  const buffers: Declaration[] = [
    read('x', inType),
    ...(step.second === null ? [] : [read('second', inType)]),
    reader.declaration,
    ...(perChannel === null
      ? []
      : [
          read('table', 'array<f32>'),
          { name: 'column', type: 'vec2<u32>', access: 'uniform' } as const,
          read('progress', 'array<u32>'),
        ]),
    ...(residual === null ? [] : [read('residual', outType)]),
    { name: 'output', type: outType, access: 'read_write' },
  ];
  const source = `${enabling(reader.extension)}
${declarations(buffers)}
${reader.code}
${step.silu ? siluCode : ''}
var<workgroup> inputs : array<vec4<f32>, ${patchHeight * patchWidth * depth}>;

${inputCode(step, inFours, { first, inChannels, inHeight, inWidth })}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
  let picture = place.z;
  let top = (place.x / ${tilesX}u) * ${rows}u;
  let left = (place.x % ${tilesX}u) * ${strips * pixels}u;
  let group = lane % ${groups}u;
  let row = lane / ${groups * strips}u;
  let column0 = ((lane / ${groups}u) % ${strips}u) * ${pixels}u;
  // A thread beyond the last channels computes them again and writes nothing.
  let ownOut4 = place.y * ${groups}u + group;
  let out4 = min(ownOut4, ${out4 - 1}u);
${each(pixels, (p) => `  var sum${p} = vec4<f32>(0.0);`)}
  for (var chunk = 0u; chunk < ${in4}u; chunk += ${depth}u) {
    for (var i = lane; i < ${patchHeight * patchWidth * depth}u; i += ${threads}u) {
      let pixel = i / ${depth}u;
      let y = i32(top * ${stride}u + pixel / ${patchWidth}u) - ${padding[0][0]};
      let x = i32(left * ${stride}u + pixel % ${patchWidth}u) - ${padding[1][0]};
      inputs[i] = input4(picture, y, x, chunk + i % ${depth}u);
    }
    workgroupBarrier();
    for (var k = 0u; k < ${in4 % depth === 0 ? `${depth}u` : `min(${depth}u, ${in4}u - chunk)`}; k++) {
      for (var ky = 0u; ky < ${size}u; ky++) {
        for (var kx = 0u; kx < ${size}u; kx++) {
          let at = ((ky * ${size}u + kx) * ${4 * in4}u + 4u * (chunk + k)) * ${out4}u + out4;
          let w0 = weight4(at);
          let w1 = weight4(at + ${out4}u);
          let w2 = weight4(at + ${2 * out4}u);
          let w3 = weight4(at + ${3 * out4}u);
          let start = ((row * ${stride}u + ky) * ${patchWidth}u + column0 * ${stride}u + kx) * ${depth}u + k;
${each(
  pixels,
  (p) => `          let a${p} = inputs[start + ${p * stride * depth}u];
          sum${p} += w0 * a${p}.x + w1 * a${p}.y + w2 * a${p}.z + w3 * a${p}.w;`,
)}
        }
      }
    }
    workgroupBarrier();
  }
  let outY = top + row;
  if (outY >= ${outHeight}u || ownOut4 >= ${out4}u) { return; }
  var constant = weight4(${kernelFours(step)}u + out4);
${perChannel === null ? '' : tableCode(outChannels, plan.slots[perChannel.table].shape[3])}
  var sums = array<vec4<f32>, ${pixels}>(${Array.from({ length: pixels }, (_, p) => `sum${p}`).join(', ')});
  let x0 = left + column0;
  let count = min(${pixels}u, max(x0, ${outWidth}u) - x0);
  for (var p = 0u; p < count; p++) {
    finish((picture * ${outHeight}u + outY) * ${outWidth}u + x0 + p, out4, sums[p] + constant);
  }
}

${finishCode(step, outFours, out4, outChannels)}
`;
  return {
    label: weights.kernel.name,
    source,
    bindings: buffers.map(({ name }) => name),
    workgroups: [tilesX * ceilDiv(outHeight, rows), ceilDiv(out4, groups), batch],
  };
}

/** The loops of a step. */
export function convShape(plan: Plan, step: ConvStep): ConvShape {
  const { size, inChannels, outChannels } = step.weights;
  const [, outHeight, outWidth] = rowsAsWidth(step, plan.slots[step.output].shape);
  const [in4, out4] = [ceilDiv(inChannels, 4), ceilDiv(outChannels, 4)];
  return { size, stride: step.stride, outHeight, outWidth, in4, out4 };
}

/** A layer of size 1 does not care for rows: its pixels are one long row, which tiles fit better. */
function rowsAsWidth(
  { weights, stride, upsample }: ConvStep,
  [batch, height, width]: readonly number[],
): [batch: number, height: number, width: number] {
  const isFlat = weights.size === 1 && stride === 1 && !upsample;
  return isFlat ? [batch, 1, height * width] : [batch, height, width];
}

/** Four channels of an input pixel, zero outside. */
function inputCode(
  { second, upsample }: ConvStep,
  inFours: boolean,
  {
    first,
    inChannels,
    inHeight,
    inWidth,
  }: { first: number; inChannels: number; inHeight: number; inWidth: number },
): string {
  const grown = upsample ? 2 : 1;
  const more = inChannels - first;
  const place = `
  if (y < 0 || x < 0 || y >= ${grown * inHeight} || x >= ${grown * inWidth} || c4 >= ${ceilDiv(inChannels, 4)}u) {
    return vec4<f32>(0.0);
  }
  let pixel = (picture * ${inHeight}u + u32(${upsample ? 'y >> 1u' : 'y'})) * ${inWidth}u + u32(${upsample ? 'x >> 1u' : 'x'});`;
  if (inFours) {
    const one = `return x_at(pixel * ${first / 4}u + c4);`;
    const two = `if (c4 < ${first / 4}u) { ${one} }
  return second[pixel * ${more / 4}u + c4 - ${first / 4}u];`;
    return `fn x_at(i : u32) -> vec4<f32> { return x[i]; }
fn input4(picture : u32, y : i32, x : i32, c4 : u32) -> vec4<f32> {${place}
  ${second === null ? one : two}
}`;
  }
  const rest = second === null ? '' : `return second[pixel * ${more}u + c - ${first}u];`;
  return `fn value(pixel : u32, c : u32) -> f32 {
  if (c >= ${inChannels}u) { return 0.0; }
  ${second === null ? `return x[pixel * ${first}u + c];` : `if (c < ${first}u) { return x[pixel * ${first}u + c]; }`}
  ${rest}
}
fn input4(picture : u32, y : i32, x : i32, c4 : u32) -> vec4<f32> {${place}
  var four : vec4<f32>;
  for (var i = 0u; i < 4u; i++) { four[i] = value(pixel, 4u * c4 + i); }
  return four;
}`;
}

/**
 * The picture's row of the table: `progress[0]` counts the steps since the table was filled, `column` is where the layer's
 * columns begin and how many rows a step has.
 */
function tableCode(outChannels: number, width: number): string {
  const at = (i: number): string => `table[start + min(${i}u, ${outChannels - 1}u - 4u * out4)]`;
  return `  let start = (progress[0] * column.y + picture) * ${width}u + column.x + 4u * out4;
  constant += vec4<f32>(${[0, 1, 2, 3].map(at).join(', ')});`;
}

function finishCode(step: ConvStep, outFours: boolean, out4: number, outChannels: number): string {
  const act = (value: string): string => (step.silu ? `silu(${value})` : value);
  const scaled = step.scale === 1 ? 'sum' : `sum * ${step.scale.toExponential()}f`;
  if (outFours) {
    const add = step.residual === null ? '' : `sum += residual[pixel * ${out4}u + c4];`;
    return `fn finish(pixel : u32, c4 : u32, value : vec4<f32>) {
  var sum = value;
  ${add}
  output[pixel * ${out4}u + c4] = ${act(`(${scaled})`)};
}`;
  }
  const at = `pixel * ${outChannels}u + 4u * c4 + i`;
  const add = step.residual === null ? '' : `for (var i = 0u; i < count; i++) { sum[i] += residual[${at}]; }`;
  return `fn finish(pixel : u32, c4 : u32, value : vec4<f32>) {
  var sum = value;
  let count = min(4u, ${outChannels}u - 4u * c4);
  ${add}
  let result = ${act(`(${scaled})`)};
  for (var i = 0u; i < count; i++) { output[${at}] = result[i]; }
}`;
}
