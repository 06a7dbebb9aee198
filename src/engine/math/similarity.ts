/** Row-major 3 × 3 matrix. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Rotation, uniform scale and shift: q = scale · rotation · p + shift. */
export type Similarity = {
  readonly scale: number;
  readonly rotation: Matrix3;
  readonly shift: readonly [number, number, number];
};

/**
 * The similarity that brings `points` nearest to `target` in the least-squares sense (both [n, 3]): Horn,
 * "Closed-form solution of absolute orientation using unit quaternions", 1987.
 */
export function alignSimilarity(points: ArrayLike<number>, target: ArrayLike<number>): Similarity {
  const count = points.length / 3;
  const from = centroid(points);
  const to = centroid(target);
  const cross = new Float64Array(9);
  let spread = 0;
  for (let i = 0; i < count; i++) {
    for (let a = 0; a < 3; a++) {
      const p = (points[3 * i + a] as number) - (from[a] as number);
      spread += p * p;
      for (let b = 0; b < 3; b++) {
        const index = 3 * a + b;
        cross[index] = (cross[index] as number) + p * ((target[3 * i + b] as number) - (to[b] as number));
      }
    }
  }
  const rotation = rotationFromQuaternion(dominantQuaternion(cross));
  const scale = spread > 0 ? alignedTrace(rotation, cross) / spread : 1;
  const turned = apply3(rotation, from);
  const shift = [0, 1, 2].map((a) => (to[a] as number) - scale * (turned[a] as number));
  return { scale, rotation, shift: shift as [number, number, number] };
}

/** `similarity` applied to [n, 3] points, into `into`. */
export function transform(
  { scale, rotation, shift }: Similarity,
  points: ArrayLike<number>,
  into: Float32Array,
): void {
  for (let i = 0; i < points.length; i += 3) {
    const q = apply3(rotation, [points[i] as number, points[i + 1] as number, points[i + 2] as number]);
    for (let a = 0; a < 3; a++) into[i + a] = scale * (q[a] as number) + (shift[a] as number);
  }
}

/** The similarity that undoes `similarity`. */
export function invert({ scale, rotation: r, shift }: Similarity): Similarity {
  const rotation: Matrix3 = [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
  const back = apply3(rotation, shift);
  const by = (value: number) => -value / scale;
  return { scale: 1 / scale, rotation, shift: [by(back[0]), by(back[1]), by(back[2])] };
}

type Vector3 = readonly [number, number, number];

function apply3(m: Matrix3, [x, y, z]: Vector3): Vector3 {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

function centroid(points: ArrayLike<number>): Vector3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i += 3) {
    sum[0] += points[i] as number;
    sum[1] += points[i + 1] as number;
    sum[2] += points[i + 2] as number;
  }
  const count = points.length / 3;
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Σ target · (rotation · point) over centred pairs, from their cross products. */
function alignedTrace(rotation: Matrix3, cross: Float64Array): number {
  let trace = 0;
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < 3; b++) trace += (rotation[3 * b + a] as number) * (cross[3 * a + b] as number);
  }
  return trace;
}

/** Eigenvector of the largest eigenvalue of Horn's 4 × 4 matrix N. */
function dominantQuaternion(s: Float64Array): Float64Array {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as unknown as Matrix3;
  const n = Float64Array.of(
    xx + yy + zz, yz - zy, zx - xz, xy - yx,
    yz - zy, xx - yy - zz, xy + yx, zx + xz,
    zx - xz, xy + yx, yy - xx - zz, yz + zy,
    xy - yx, zx + xz, yz + zy, zz - xx - yy,
  ); // prettier-ignore
  const vectors = jacobiEigenvectors(n);
  let best = 0;
  for (let k = 1; k < 4; k++) if ((n[5 * k] as number) > (n[5 * best] as number)) best = k;
  return Float64Array.from({ length: 4 }, (_, i) => vectors[4 * i + best] as number);
}

/** Diagonalises the symmetric 4 × 4 matrix `m` in place by Jacobi rotations; columns of the result are eigenvectors. */
function jacobiEigenvectors(m: Float64Array): Float64Array {
  const v = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < 3; p++) {
      for (let q = p + 1; q < 4; q++) {
        const off = m[4 * p + q] as number;
        if (Math.abs(off) < 1e-300) continue;
        const angle = 0.5 * Math.atan2(2 * off, (m[5 * q] as number) - (m[5 * p] as number));
        const c = Math.cos(angle);
        const t = Math.sin(angle);
        for (let k = 0; k < 4; k++) turn(m, 4 * k + p, 4 * k + q, c, t);
        for (let k = 0; k < 4; k++) turn(m, 4 * p + k, 4 * q + k, c, t);
        for (let k = 0; k < 4; k++) turn(v, 4 * k + p, 4 * k + q, c, t);
      }
    }
  }
  return v;
}

function turn(m: Float64Array, i: number, j: number, c: number, s: number): void {
  const a = m[i] as number;
  const b = m[j] as number;
  m[i] = c * a - s * b;
  m[j] = s * a + c * b;
}

function rotationFromQuaternion(q: Float64Array): Matrix3 {
  const [w, x, y, z] = q as unknown as readonly [number, number, number, number];
  return [
    w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y),
    2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x),
    2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z,
  ]; // prettier-ignore
}

/** The head's turn as three small angles: about the picture's axis, sideways, up and down (radians). */
export function turnOf({ rotation }: Similarity): [number, number, number] {
  return [
    Math.atan2(rotation[3], rotation[0]),
    Math.asin(clampUnit(rotation[2])),
    Math.asin(clampUnit(rotation[5])),
  ];
}

function clampUnit(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
