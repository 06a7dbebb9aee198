import { againstOthers, measureAppearance } from '../../face/people/appearance';
import type { Rotation } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import { SIDE_VIEW } from '../../painters/shared/kept';
import { LOOK_BYTES, faceLook } from '../../face/track/choice/face-look';
import { POSE, SHAPE } from '../../face/track/landmarks';
import { opening } from '../../face/track/mouth/mouth-shape';
import { alignSimilarity, transform, turnOf } from '../../math/similarity';

/** What is measured of a face in one picture. */
export type MeasuredFace = {
  /** How far it is turned sideways, radians. */
  readonly yaw: number;
  /** Lip opening, in distances between the outer eye corners. */
  readonly opening: number;
  /** Colours of the skin (`faceLook`). */
  readonly look: Uint8Array;
  /** What tells it from others (`againstOthers`); null where it is seen from the side, which makes another face of it. */
  readonly appearance: Float32Array | null;
};

/** `mesh`: [468, 3] in upright pixels; `reference`: pose points of the reference face. */
export function measureMesh(
  picture: Picture,
  rotation: Rotation,
  mesh: Float32Array,
  reference: ArrayLike<number>,
): MeasuredFace {
  const look = new Uint8Array(LOOK_BYTES);
  faceLook(picture, rotation, mesh, look);
  const pose = alignSimilarity(pointsOf(mesh, POSE), reference);
  const mouth = new Float32Array(3 * SHAPE.length);
  transform(pose, pointsOf(mesh, SHAPE), mouth);
  const [, yaw] = turnOf(pose);
  const isAside = Math.abs(yaw) > SIDE_VIEW;
  const appearance = isAside ? null : againstOthers(measureAppearance(picture, rotation, mesh, pose));
  return { yaw, opening: opening(mouth), look, appearance };
}

/** Points of a mesh, [n, 3]. */
const pointsOf = (mesh: Float32Array, landmarks: readonly number[]): Float32Array =>
  Float32Array.from(landmarks.flatMap((landmark) => [...mesh.subarray(3 * landmark, 3 * landmark + 3)]));
