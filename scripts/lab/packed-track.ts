import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { pack, unpack } from '../../src/app/storage/packed/packed';

/** A track as the bytes of a file, 0.6 kB a frame. Compressing that would save an eighth. */
export function packTrack(track: FaceTrack): Uint8Array<ArrayBuffer> {
  const { width, height, times, present, covered, points } = track;
  const { step, values } = points;
  return pack({ facts: { width, height, step }, arrays: { times, present, covered, values } });
}

/** The track in a file, whose memory it shares; null where that is damaged. */
export function unpackTrack(file: ArrayBuffer): FaceTrack | null {
  const contents = unpack(file);
  if (!contents) return null;
  const { facts, arrays } = contents;
  const { width, height, step } = facts as Record<'width' | 'height' | 'step', number>;
  const { times, present, covered, values } = arrays as {
    times: Float64Array;
    present: Uint8Array;
    covered: Uint8Array;
    values: Int16Array;
  };
  return { width, height, times, present, covered, points: { step, values } };
}
