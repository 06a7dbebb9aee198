import { PART_SIZES, gatherIndices } from './attention-mesh';
import {
  Reader,
  blob,
  float32s,
  i32,
  int32s,
  offsets,
  old,
  oldOrNone,
  table,
  text,
  u8,
  write,
  type Node,
} from './flatbuffer';

/** Field numbers and codes of TensorFlow Lite's `schema.fbs` (version 3) and `metadata_schema.fbs`. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadata: 6,
} as const;
const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 } as const;
const OPERATOR = {
  concatenation: { code: 2, options: 10 },
  reshape: { code: 22, options: 17 },
  gather: { code: 36, options: 23 },
} as const;
const TENSOR_TYPE = { float32: 0, int32: 2 } as const;

/** Value range that the model wants for its input: `(byte - mean) / std`. */
export type Normalization = { mean: number; std: number };

/** TFLite model metadata that says: one RGB image in, normalised so. MediaPipe's tasks refuse a model without it. */
export function imageMetadata({ mean, std }: Normalization): Uint8Array {
  const normalization = table({ 0: float32s([mean, mean, mean]), 1: float32s([std, std, std]) });
  const processUnit = table({ 0: u8(1), 1: normalization });
  const image = table({ 0: u8(1) });
  const content = table({ 0: u8(2), 1: image });
  const tensor = table({ 0: text('image'), 3: content, 4: offsets([processUnit]) });
  const subgraph = table({ 2: offsets([tensor]) });
  return write(table({ 0: text('face'), 3: offsets([subgraph]), 7: text('1.0.0') }), 'M001');
}

type Parts = { codes: Node[]; buffers: Node[] };

/**
 * `model` with metadata and, where `fuse` is asked for, with the attention mesh's seven outputs joined into the
 * two that MediaPipe's FaceLandmarker wants: [1, 478 · 3] landmarks and the face flag.
 */
export function patchModel(
  model: Uint8Array,
  normalization: Normalization,
  options: { fuse: boolean },
): Uint8Array {
  const reader = new Reader(model);
  const root = reader.root;
  const parts: Parts = {
    codes: reader.elements(reader.follow(root, MODEL.operatorCodes)).map(old),
    buffers: reader.elements(reader.follow(root, MODEL.buffers)).map(old),
  };
  const graphs = reader.elements(reader.follow(root, MODEL.subgraphs));
  const subgraphs = graphs.map((graph) => (options.fuse ? fuseOutputs(reader, graph, parts) : old(graph)));
  const metadata = table({
    0: text('TFLITE_METADATA'),
    1: i32(addBuffer(parts, imageMetadata(normalization))),
  });
  const fields = {
    [MODEL.version]: i32(3),
    [MODEL.operatorCodes]: offsets(parts.codes),
    [MODEL.subgraphs]: offsets(subgraphs),
    [MODEL.description]: oldOrNone(reader.follow(root, MODEL.description)),
    [MODEL.buffers]: offsets(parts.buffers),
    [MODEL.metadata]: offsets([metadata]),
  };
  return write(table(fields), 'TFL3', model);
}

function addBuffer(parts: Parts, bytes: Uint8Array): number {
  return parts.buffers.push(table({ 0: blob(bytes) })) - 1;
}

/** The attention mesh's graph with RESHAPE ×6, CONCATENATION and GATHER appended. */
function fuseOutputs(reader: Reader, graph: number, parts: Parts): Node {
  const tensorTables = reader.elements(reader.follow(graph, SUBGRAPH.tensors));
  const tensors = tensorTables.map(old);
  const operators = reader.elements(reader.follow(graph, SUBGRAPH.operators)).map(old);
  const outputs = reader.int32s(reader.follow(graph, SUBGRAPH.outputs));
  const sizeOf = (tensor: number) =>
    reader.int32s(reader.follow(tensorTables[tensor] ?? 0, 0)).reduce((a, b) => a * b, 1);

  const operatorIndex = (kind: keyof typeof OPERATOR) => {
    const { code } = OPERATOR[kind];
    return parts.codes.push(table({ 0: u8(code), 2: i32(1), 3: i32(code) })) - 1;
  };
  const codes = {
    reshape: operatorIndex('reshape'),
    concatenation: operatorIndex('concatenation'),
    gather: operatorIndex('gather'),
  };
  const addTensor = (name: string, shape: number[], type = 0, buffer = 0) =>
    tensors.push(table({ 0: int32s(shape), 1: u8(type), 2: i32(buffer), 3: text(name) })) - 1;
  const constant = (name: string, values: Int32Array) =>
    addTensor(name, [values.length], TENSOR_TYPE.int32, addBuffer(parts, new Uint8Array(values.buffer)));
  const addOperator = (kind: keyof typeof OPERATOR, inputs: number[], output: number, options: Node) =>
    operators.push(
      table({
        0: i32(codes[kind]),
        1: int32s(inputs),
        2: int32s([output]),
        3: u8(OPERATOR[kind].options),
        4: options,
      }),
    );

  const flat = PART_SIZES.map((size, part) => {
    const source = outputs[part] ?? -1;
    if (sizeOf(source) !== size)
      throw new RangeError(`output ${part} has ${sizeOf(source)} numbers, expected ${size}`);
    const shape = constant(`koubo_shape_${part}`, Int32Array.from([1, size]));
    const tensor = addTensor(`koubo_flat_${part}`, [1, size]);
    addOperator('reshape', [source, shape], tensor, table({ 0: int32s([1, size]) }));
    return tensor;
  });
  const joined = addTensor('koubo_joined', [1, PART_SIZES.reduce((a, b) => a + b)]);
  addOperator('concatenation', flat, joined, table({ 0: i32(1) }));
  const indices = gatherIndices();
  const landmarks = addTensor('koubo_landmarks', [1, indices.length]);
  addOperator('gather', [joined, constant('koubo_indices', indices)], landmarks, table({ 0: i32(1) }));

  const flag = outputs[PART_SIZES.length];
  if (flag === undefined) throw new RangeError('the model has no face flag output');
  return table({
    [SUBGRAPH.tensors]: offsets(tensors),
    [SUBGRAPH.inputs]: int32s(reader.int32s(reader.follow(graph, SUBGRAPH.inputs))),
    [SUBGRAPH.outputs]: int32s([landmarks, flag]),
    [SUBGRAPH.operators]: offsets(operators),
    [SUBGRAPH.name]: oldOrNone(reader.follow(graph, SUBGRAPH.name)),
  });
}
