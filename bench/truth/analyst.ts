import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../scripts/lab.js';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { packTrack, unpackTrack } from '../../scripts/lab/packed-track';
import { TRACK_VERSION } from '../../src/app/storage/packed/packed-people';
import { WORK } from './pairs';

/** Two readers of faces: the app's own, which plans, and the older mesh, which measures. */
export type TwoReaders = Pick<Lab, 'track' | 'referenceTrack'>;

/** The same, remembering on disk what a file's content gave. */
export function rememberedReaders(lab: TwoReaders): TwoReaders {
  const folder = join(WORK, 'tracks');
  mkdirSync(folder, { recursive: true });
  const known = async (kind: string, path: string, make: (path: string) => Promise<FaceTrack>) => {
    const id = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 24);
    const file = join(folder, `${id}.${kind}${TRACK_VERSION}`);
    if (existsSync(file)) {
      const { buffer, byteOffset, byteLength } = readFileSync(file);
      const track = unpackTrack(buffer.slice(byteOffset, byteOffset + byteLength));
      if (track) return track;
    }
    const track = await make(path);
    writeFileSync(file, packTrack(track));
    return track;
  };
  return {
    track: (path) => known('app', path, lab.track),
    referenceTrack: (path) => known('mesh', path, lab.referenceTrack),
  };
}
