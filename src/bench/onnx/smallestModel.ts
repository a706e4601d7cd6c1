import { onnxBytes } from './model.ts';

/** One operation on one number: what a runtime is started with. */
export const smallestModel = (): Uint8Array<ArrayBuffer> =>
  onnxBytes({
    name: 'smallest',
    inputs: [{ name: 'x', shape: [1] }],
    outputs: [{ name: 'y', shape: [1] }],
    constants: [],
    nodes: [{ op: 'Sigmoid', inputs: ['x'], outputs: ['y'] }],
  });
