import { bytes, encodedBytes, float, integer, joined, message, text, type Encoded } from './protobuf.ts';

/** An attribute of a node: a float is written as { float }, because 1 could be either. */
export type Attribute = number | readonly number[] | string | { float: number };

export interface OnnxNode {
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Record<string, Attribute>;
}
/** A constant of the graph. */
export interface OnnxConstant {
  name: string;
  shape: readonly number[];
  values: Float32Array | BigInt64Array;
}
/** A float32 tensor that goes in or comes out. */
export interface OnnxValue {
  name: string;
  shape: readonly number[];
}
export interface OnnxGraph {
  name: string;
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  constants: readonly OnnxConstant[];
  nodes: readonly OnnxNode[];
}

/** Of ai.onnx; PyTorch 2's exporter writes this one. */
const OPSET = 18;
/** Of the file format, the one that came with opset 18. */
const IR_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 };

/** The bytes of an ONNX file. Field numbers are those of onnx.proto (ModelProto, GraphProto, NodeProto, …). */
export const onnxBytes = ({ name, inputs, outputs, constants, nodes }: OnnxGraph): Uint8Array<ArrayBuffer> =>
  encodedBytes(
    joined([
      integer(1, IR_VERSION),
      text(2, 'diffusion, line by line'),
      message(7, [
        ...nodes.map((node) => message(1, nodeFields(node))),
        text(2, name),
        ...constants.map((constant) => message(5, tensorFields(constant))),
        ...inputs.map((value) => message(11, valueFields(value))),
        ...outputs.map((value) => message(12, valueFields(value))),
      ]),
      message(8, [integer(2, OPSET)]),
    ]),
  );

const nodeFields = ({ op, inputs, outputs, attributes = {} }: OnnxNode): Encoded[] => [
  ...inputs.map((input) => text(1, input)),
  ...outputs.map((output) => text(2, output)),
  // Profilers name a node by this.
  text(3, outputs[0]),
  text(4, op),
  ...Object.entries(attributes).map(([name, value]) =>
    message(5, [text(1, name), ...attributeFields(value)]),
  ),
];

function attributeFields(value: Attribute): Encoded[] {
  if (typeof value === 'string')
    return [bytes(4, new TextEncoder().encode(value)), integer(20, attributeTypes.string)];
  if (typeof value === 'number') return [integer(3, value), integer(20, attributeTypes.int)];
  if ('float' in value) return [float(2, value.float), integer(20, attributeTypes.float)];
  return [...value.map((entry) => integer(8, entry)), integer(20, attributeTypes.ints)];
}

const tensorFields = ({ name, shape, values }: OnnxConstant): Encoded[] => [
  ...shape.map((extent) => integer(1, extent)),
  integer(2, values instanceof Float32Array ? FLOAT : INT64),
  text(8, name),
  bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
];

/** ValueInfoProto → TypeProto → Tensor → TensorShapeProto → Dimension. */
const valueFields = ({ name, shape }: OnnxValue): Encoded[] => [
  text(1, name),
  message(2, [
    message(1, [
      integer(1, FLOAT),
      message(
        2,
        shape.map((extent) => message(1, [integer(1, extent)])),
      ),
    ]),
  ]),
];
