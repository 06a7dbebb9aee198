/** Nodes of a grid: (x + column · spacing, y + row · spacing). */
export type Nodes = {
  readonly x: number;
  readonly y: number;
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
};

/**
 * Signed distance to a polygon [n, 2] at every node, as `polygonDistance` has it, into `distances` [rows, columns].
 * Exact up to `reach` on either side; further away it is ±`reach`, so that each edge is compared only with the nodes
 * near it.
 */
export function gridDistances(
  polygon: ArrayLike<number>,
  nodes: Nodes,
  reach: number,
  distances: Float32Array,
): void {
  const { columns, rows } = nodes;
  distances.fill(reach * reach, 0, rows * columns);
  const { length } = polygon;
  for (let i = 0; i < length; i += 2) {
    const before = i === 0 ? length - 2 : i - 2;
    const [px, py] = [polygon[before] as number, polygon[before + 1] as number];
    nearEdge(px, py, polygon[i] as number, polygon[i + 1] as number, nodes, reach, distances);
  }
  for (let i = 0; i < rows * columns; i++) distances[i] = Math.sqrt(distances[i] as number);
  for (let row = 0; row < rows; row++) negateInside(polygon, nodes, row, distances);
}

/** Lowers the squared distances of the nodes within `reach` of the edge from p to q. */
function nearEdge(
  px: number,
  py: number,
  qx: number,
  qy: number,
  { x: left, y: top, spacing, columns, rows }: Nodes,
  reach: number,
  squares: Float32Array,
): void {
  const [dx, dy] = [qx - px, qy - py];
  const square = dx * dx + dy * dy;
  const inverse = square > 0 ? 1 / square : 0;
  const first = (at: number) => Math.max(0, Math.ceil((at - reach) / spacing));
  const last = (at: number, count: number) => Math.min(count - 1, Math.floor((at + reach) / spacing));
  const fromColumn = first(Math.min(px, qx) - left);
  const toColumn = last(Math.max(px, qx) - left, columns);
  const toRow = last(Math.max(py, qy) - top, rows);
  for (let row = first(Math.min(py, qy) - top); row <= toRow; row++) {
    const y = top + row * spacing - py;
    for (let column = fromColumn; column <= toColumn; column++) {
      const x = left + column * spacing - px;
      const along = (x * dx + y * dy) * inverse;
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = x - t * dx;
      const ey = y - t * dy;
      const at = row * columns + column;
      const distance = ex * ex + ey * ey;
      if (distance < (squares[at] as number)) squares[at] = distance;
    }
  }
}

/** Where a row crosses the polygon, all nodes to the left change sides. */
function negateInside(
  polygon: ArrayLike<number>,
  { x, y: top, spacing, columns }: Nodes,
  row: number,
  distances: Float32Array,
): void {
  const y = top + row * spacing;
  const { length } = polygon;
  let px = polygon[length - 2] as number;
  let py = polygon[length - 1] as number;
  for (let i = 0; i < length; i += 2) {
    const qx = polygon[i] as number;
    const qy = polygon[i + 1] as number;
    if (py > y !== qy > y) {
      const crossing = ((qx - px) * (y - py)) / (qy - py) + px;
      const end = row * columns + Math.min(columns, Math.ceil((crossing - x) / spacing));
      for (let at = row * columns; at < end; at++) distances[at] = -(distances[at] as number);
    }
    px = qx;
    py = qy;
  }
}
