import { messageField, readFields, text, textField, varintField, writeFields, type Field } from './protobuf';

/** Numbers of fields in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3. */
const GRAPH = 7;
const NODE = 1;
const INITIALIZER = 5;
const OUTPUT = 12;
const VALUE_INFO = 13;
const NODE_INPUT = 1;
const NODE_OUTPUT = 2;
const NODE_OP = 4;
const NODE_ATTRIBUTE = 5;
const TENSOR_NAME = 8;

const FLOAT = 1;
const ATTRIBUTE_INT = 2;

/**
 * An ONNX model that ends at inner tensors of another: what they do not need is left out, and the one output, `name`
 * [batch, rows, `width` in all], holds them side by side. Throws where the model has no such tensors.
 */
export function cutOnnx(model: Uint8Array, tensors: readonly string[], name: string, width: number): Buffer {
  return writeFields(
    readFields(model).map((field) =>
      field.number === GRAPH ? messageField(GRAPH, cutGraph(field, tensors, name, width)) : field,
    ),
  );
}

function cutGraph(graph: Field, tensors: readonly string[], name: string, width: number): Field[] {
  const fields = readFields(graph.bytes);
  const nodes = fields.filter(({ number }) => number === NODE).map((field) => describeNode(field));
  const needed = new Set(tensors);
  const kept = new Set<Field>();
  // Nodes stand in the order in which they run, so one pass from behind meets each before what it needs.
  for (const { field, inputs, outputs } of nodes.reverse()) {
    if (!outputs.some((output) => needed.has(output))) continue;
    kept.add(field);
    inputs.forEach((input) => needed.add(input));
  }
  const made = new Set(nodes.filter(({ field }) => kept.has(field)).flatMap(({ outputs }) => outputs));
  for (const tensor of tensors) if (!made.has(tensor)) throw new Error(`the model has no tensor ${tensor}`);
  const rest = fields.filter((field) => {
    if (field.number === NODE) return kept.has(field);
    if (field.number === INITIALIZER) return needed.has(nameOf(field));
    return field.number !== OUTPUT && field.number !== VALUE_INFO;
  });
  return [...rest, concat(tensors, name), describeOutput(name, width)];
}

function describeNode(field: Field) {
  const inside = readFields(field.bytes);
  const names = (number: number) => inside.filter((each) => each.number === number).map(text);
  return { field, inputs: names(NODE_INPUT), outputs: names(NODE_OUTPUT) };
}

function nameOf(initializer: Field): string {
  const name = readFields(initializer.bytes).find(({ number }) => number === TENSOR_NAME);
  return name ? text(name) : '';
}

function concat(tensors: readonly string[], name: string): Field {
  const axis = [textField(1, 'axis'), varintField(3, 2), varintField(20, ATTRIBUTE_INT)];
  return messageField(NODE, [
    ...tensors.map((tensor) => textField(NODE_INPUT, tensor)),
    textField(NODE_OUTPUT, name),
    textField(NODE_OP, 'Concat'),
    messageField(NODE_ATTRIBUTE, axis),
  ]);
}

/** ValueInfoProto { name, type { tensor_type { elem_type, shape { dim … } } } }. */
function describeOutput(name: string, width: number): Field {
  const dimension = (value: string | number) =>
    messageField(1, [typeof value === 'string' ? textField(2, value) : varintField(1, value)]);
  const shape = messageField(2, [dimension('batch'), dimension('rows'), dimension(width)]);
  const type = messageField(2, [messageField(1, [varintField(1, FLOAT), shape])]);
  return messageField(OUTPUT, [textField(1, name), type]);
}
