import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaceFrames } from '../../src/engine/face/track/face-frames';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { SHAPE_SIZE, type MouthShapes } from '../../src/engine/face/track/mouth/mouth-shape';
import { smoothFrames } from '../../src/engine/face/track/smooth';
import { packTrack, unpackTrack } from './packed-track';

const ENDING = '.track';

/** Keeps a clip's track in a folder, as the app keeps it. */
export function writeTrack(folder: string, name: string, track: FaceTrack): void {
  writeFileSync(join(folder, `${name}${ENDING}`), packTrack(track));
}

/** The clips whose tracks are in a folder, in the order of their names. */
export function trackNames(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(ENDING));
  return files.map((file) => file.slice(0, -ENDING.length)).sort();
}

/** A clip's track, smoothed as for a dub. Throws where it is not there or damaged. */
export function readTrack(folder: string, name: string): FaceFrames {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, `${name}${ENDING}`));
  const track = unpackTrack(buffer.slice(byteOffset, byteOffset + byteLength));
  if (!track) throw new Error(`the track of ${name} is damaged`);
  return smoothFrames(track);
}

/** All mouths of a track, [n, 60, 3]; zeros where there is no face. */
export function allShapes({ poses, shape }: MouthShapes): Float32Array {
  const shapes = new Float32Array(poses.length * SHAPE_SIZE);
  poses.forEach((pose, frame) => {
    if (pose) shapes.set(shape(frame), frame * SHAPE_SIZE);
  });
  return shapes;
}
