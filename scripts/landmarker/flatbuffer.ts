/**
 * Just enough FlatBuffers to give an existing TFLite file a new root.
 *
 * Offsets in a FlatBuffer are unsigned and point forward, and tables hold relative offsets only. So a new root
 * (with new tables, vectors and buffers) can be written *in front of* the old bytes and may refer into them;
 * nothing of the old file has to be understood beyond the tables that are replaced.
 */

/** Reads tables of an existing FlatBuffer. Positions are absolute byte offsets; 0 stands for "absent". */
export class Reader {
  readonly bytes: Uint8Array;
  #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get root(): number {
    return this.#view.getUint32(0, true);
  }

  /** Position that field `index` of the table at `table` refers to (a table, vector or string). */
  follow(table: number, index: number): number {
    const vtable = table - this.#view.getInt32(table, true);
    const slot = 4 + 2 * index;
    if (slot >= this.#view.getUint16(vtable, true)) return 0;
    const field = this.#view.getUint16(vtable + slot, true);
    return field === 0 ? 0 : this.#deref(table + field);
  }

  /** Positions of the elements of a vector of offsets. */
  elements(vector: number): number[] {
    return Array.from({ length: this.#length(vector) }, (_, i) => this.#deref(vector + 4 + 4 * i));
  }

  int32s(vector: number): number[] {
    return Array.from({ length: this.#length(vector) }, (_, i) =>
      this.#view.getInt32(vector + 4 + 4 * i, true),
    );
  }

  #length(vector: number): number {
    return vector === 0 ? 0 : this.#view.getUint32(vector, true);
  }

  #deref(position: number): number {
    return position + this.#view.getUint32(position, true);
  }
}

/** A new piece of the file, or (`old`) one of the existing bytes. */
export type Node =
  | { kind: 'old'; position: number }
  | { kind: 'table'; fields: Record<number, Node | null> }
  | { kind: 'offsets'; items: Node[] }
  | { kind: 'bytes'; count: number; bytes: Uint8Array; align: number }
  | { kind: 'u8' | 'i32'; value: number };

export const old = (position: number): Node => ({ kind: 'old', position });
/** As `old`, but absent stays absent. */
export const oldOrNone = (position: number): Node | null => (position === 0 ? null : old(position));
export const table = (fields: Record<number, Node | null>): Node => ({ kind: 'table', fields });
export const offsets = (items: Node[]): Node => ({ kind: 'offsets', items });
export const u8 = (value: number): Node => ({ kind: 'u8', value });
export const i32 = (value: number): Node => ({ kind: 'i32', value });
export const int32s = (values: ArrayLike<number>): Node => {
  const bytes = new Uint8Array(Int32Array.from(values).buffer);
  return { kind: 'bytes', count: values.length, bytes, align: 4 };
};
export const float32s = (values: ArrayLike<number>): Node => {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  return { kind: 'bytes', count: values.length, bytes, align: 4 };
};
/** A vector of bytes whose first byte lies on a 16-byte boundary, as TFLite wants its buffers. */
export const blob = (bytes: Uint8Array): Node => ({ kind: 'bytes', count: bytes.length, bytes, align: 16 });
export const text = (value: string): Node => {
  const bytes = new TextEncoder().encode(value);
  return { kind: 'bytes', count: bytes.length, bytes: Uint8Array.from([...bytes, 0]), align: 4 };
};

type Placed = { node: Node; at: number; vtable: number; slots: Map<number, number>; size: number };

const alignUp = (value: number, to: number): number => Math.ceil(value / to) * to;
const isScalar = (node: Node): boolean => node.kind === 'u8' || node.kind === 'i32';

/** Parents before children, so that every offset points forward. */
function breadthFirst(root: Node): Node[] {
  const order = new Set<Node>();
  const queue: Node[] = [root];
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (node.kind === 'old' || isScalar(node) || order.has(node)) continue;
    order.add(node);
    if (node.kind === 'offsets') queue.push(...node.items);
    if (node.kind === 'table') queue.push(...Object.values(node.fields).filter((child) => child !== null));
  }
  return [...order];
}

/** Lays one node out at or after `cursor`; `end` of the result is the next free byte. */
function place(node: Node, cursor: number): Placed & { end: number } {
  const placed: Placed = { node, at: alignUp(cursor, 4), vtable: 0, slots: new Map(), size: 0 };
  switch (node.kind) {
    case 'table': {
      const indices = Object.keys(node.fields)
        .map(Number)
        .filter((index) => node.fields[index] !== null);
      placed.vtable = alignUp(cursor, 2);
      placed.at = alignUp(placed.vtable + 4 + 2 * (Math.max(-1, ...indices) + 1), 4);
      let size = 4;
      const single = indices.filter((index) => node.fields[index]?.kind === 'u8');
      for (const index of indices.filter((index) => !single.includes(index))) {
        placed.slots.set(index, size);
        size += 4;
      }
      for (const index of single) placed.slots.set(index, size++);
      placed.size = size;
      return { ...placed, end: placed.at + size };
    }
    case 'offsets':
      return { ...placed, end: placed.at + 4 + 4 * node.items.length };
    case 'bytes':
      placed.at = alignUp(cursor + 4, node.align) - 4;
      return { ...placed, end: placed.at + 4 + node.bytes.length };
    default:
      throw new RangeError(`a ${node.kind} has no place of its own`);
  }
}

/**
 * Writes `root` and all it reaches, followed by `oldBytes` on a 64-byte boundary. `identifier` is the four
 * characters that name the schema.
 */
export function write(root: Node, identifier: string, oldBytes: Uint8Array = new Uint8Array()): Uint8Array {
  const places = new Map<Node, Placed>();
  let cursor = 8;
  for (const node of breadthFirst(root)) {
    const placed = place(node, cursor);
    places.set(node, placed);
    cursor = placed.end;
  }
  const prefix = alignUp(cursor, 64);
  const out = new Uint8Array(prefix + oldBytes.length);
  const view = new DataView(out.buffer);
  const position = (node: Node) =>
    node.kind === 'old' ? prefix + node.position : (places.get(node)?.at ?? 0);
  const link = (from: number, to: Node) => {
    const distance = position(to) - from;
    if (distance <= 0) throw new RangeError('a FlatBuffer offset must point forward');
    view.setUint32(from, distance, true);
  };
  link(0, root);
  out.set(new TextEncoder().encode(identifier), 4);
  for (const [node, placed] of places) writeNode(node, placed, view, out, link);
  out.set(oldBytes, prefix);
  return out;
}

function writeNode(
  node: Node,
  { at, vtable, slots, size }: Placed,
  view: DataView,
  out: Uint8Array,
  link: (from: number, to: Node) => void,
): void {
  if (node.kind === 'table') {
    view.setUint16(vtable, 4 + 2 * (Math.max(-1, ...slots.keys()) + 1), true);
    view.setUint16(vtable + 2, size, true);
    view.setInt32(at, at - vtable, true);
    for (const [index, offset] of slots) {
      const child = node.fields[index];
      if (!child) continue;
      view.setUint16(vtable + 4 + 2 * index, offset, true);
      if (child.kind === 'u8') view.setUint8(at + offset, child.value);
      else if (child.kind === 'i32') view.setInt32(at + offset, child.value, true);
      else link(at + offset, child);
    }
  } else if (node.kind === 'offsets') {
    view.setUint32(at, node.items.length, true);
    node.items.forEach((item, i) => link(at + 4 + 4 * i, item));
  } else if (node.kind === 'bytes') {
    view.setUint32(at, node.count, true);
    out.set(node.bytes, at + 4);
  }
}
