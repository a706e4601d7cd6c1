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
 * How a layer's numbers are read, four at a time: `weight4(i)` is numbers 4i … 4i+3. Two halves stand in one word; they
 * become float32 here, so halves cost no precision but the file's.
 */
export const weightReader = (isHalf: boolean): { declaration: Declaration; code: string } =>
  isHalf
    ? {
        declaration: { name: 'layer', type: 'array<vec2<u32>>', access: 'read' },
        code: `fn weight4(i : u32) -> vec4<f32> {
          let words = layer[i];
          return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
        }`,
      }
    : {
        declaration: { name: 'layer', type: 'array<vec4<f32>>', access: 'read' },
        code: 'fn weight4(i : u32) -> vec4<f32> { return layer[i]; }',
      };

export const siluCode = 'fn silu(y : vec4<f32>) -> vec4<f32> { return y / (1.0 + exp(-y)); }';
