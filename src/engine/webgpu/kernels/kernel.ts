import type { Abilities } from '../abilities.ts';

/** What a kernel reads or writes, by name; whoever runs it says which buffer each one is. */
export type BindingName =
  | 'x'
  | 'second'
  | 'layer'
  | 'table'
  | 'column'
  | 'progress'
  | 'residual'
  | 'output'
  | 'steps'
  | 'run'
  | 'frames';

/** A WGSL program with one entry point `main`, and how to start it. Equal sources are one pipeline. */
export interface Kernel {
  label: string;
  source: string;
  /** Buffer i of bind group 0. */
  bindings: BindingName[];
  workgroups: [x: number, y: number, z: number];
}

/** The declarations of a kernel's buffers, numbered in the order in which they are given. */
export function declarations(buffers: readonly Declaration[]): string {
  return buffers
    .map(({ name, type, access }, i) => {
      const space = access === 'uniform' ? 'uniform' : `storage, ${access}`;
      return `@group(0) @binding(${i}) var<${space}> ${name} : ${type};`;
    })
    .join('\n');
}

/** What must stand before everything else: the extensions of WGSL that a program uses. */
export const enabling = (...extensions: (false | 'subgroups' | 'f16')[]): string =>
  extensions.flatMap((name) => (name === false ? [] : [`enable ${name};`])).join('\n');

export interface Declaration {
  name: BindingName;
  type: string;
  access: 'read' | 'read_write' | 'uniform';
}

export const ceilDiv = (a: number, b: number): number => Math.ceil(a / b);

/** Text once for each of 0 … n-1. */
export const each = (n: number, text: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => text(i)).join('\n');

/**
 * How a layer's numbers are read, four at a time: `weight4(i)` is numbers 4i … 4i+3. Halves become float32 here, so they
 * cost no precision but the file's: two of them stand in one word, which is unpacked, or the device reads them as they are.
 */
export function weightReader(isHalf: boolean, { halves }: Abilities): WeightReader {
  const reader = (extension: WeightReader['extension'], type: string, code: string): WeightReader => ({
    extension,
    declaration: { name: 'layer', type: `array<${type}>`, access: 'read' },
    code: `fn weight4(i : u32) -> vec4<f32> { ${code} }`,
  });
  if (!isHalf) return reader(false, 'vec4<f32>', 'return layer[i];');
  if (halves) return reader('f16', 'vec4<f16>', 'return vec4<f32>(layer[i]);');
  const unpacked = 'vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y))';
  return reader(false, 'vec2<u32>', `let words = layer[i]; return ${unpacked};`);
}

export interface WeightReader {
  /** Of WGSL, that it needs. */
  extension: false | 'f16';
  declaration: Declaration;
  code: string;
}

export const siluCode = 'fn silu(y : vec4<f32>) -> vec4<f32> { return y / (1.0 + exp(-y)); }';
