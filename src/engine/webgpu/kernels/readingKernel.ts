import type { Abilities } from '../abilities.ts';
import { ceilDiv, declarations, enabling, weightReader, type Kernel } from './kernel.ts';

const threads = 64;

/** Writes down `fours` · 4 float16 weights as kernels read them, to see whether a device reads them right. */
export function readingKernel(fours: number, abilities: Abilities): Kernel {
  const reader = weightReader(true, abilities);
  const source = `${enabling(reader.extension)}
${declarations([reader.declaration, { name: 'output', type: 'array<vec4<f32>>', access: 'read_write' }])}
${reader.code}
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x < ${fours}u) { output[id.x] = weight4(id.x); }
}
`;
  return {
    label: 'reading',
    source,
    bindings: ['layer', 'output'],
    workgroups: [ceilDiv(fours, threads), 1, 1],
  };
}
