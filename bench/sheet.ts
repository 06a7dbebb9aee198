import { rmSync } from 'node:fs';
import { ffmpeg, videoOf } from '../scripts/ffmpeg';
import type { FaceTrack } from '../src/engine/face/track/face-track';
import { boxAround, eyeDistance, lipOutline, pointsOf } from './measure/region';

const COLUMNS = 8;
const TILE = 240;

/** Expression that picks evenly spaced frames. */
const evenly = (frames: number) =>
  `select='${Array.from({ length: COLUMNS }, (_, i) => `eq(n,${Math.floor(((i + 0.5) * frames) / COLUMNS)})`).join('+')}'`;

/**
 * A contact sheet: evenly spaced frames of a finished video over the same frames untouched, and below them the
 * mouths of both, enlarged. Columns are the same moments. Written as PNG to `sheet`.
 */
export function contactSheet(out: string, plain: string, track: FaceTrack, sheet: string): void {
  const { frames, width, height } = videoOf(out);
  const middle =
    pointsOf(track, Math.floor(track.present.length / 2)) ?? pointsOf(track, track.present.indexOf(1));
  if (!middle) throw new RangeError('no face to show');
  const all = Float32Array.from(
    Array.from({ length: track.present.length }, (_, frame) => pointsOf(track, frame)).flatMap((points) =>
      points ? [...lipOutline(points)] : [],
    ),
  );
  const box = boxAround(all, 0.2 * eyeDistance(middle), width, height);
  const side = Math.max(box.right - box.left, box.bottom - box.top);
  const x = Math.max(0, Math.min(width - side, Math.round((box.left + box.right - side) / 2)));
  const y = Math.max(0, Math.min(height - side, Math.round((box.top + box.bottom - side) / 2)));
  const whole = `scale=${TILE}:-2`;
  const mouth = `crop=${side}:${side}:${x}:${y},scale=${TILE}:${TILE}:flags=lanczos`;
  const rows = [
    [out, whole],
    [plain, whole],
    [out, mouth],
    [plain, mouth],
  ] as const;
  const parts = rows.map(([file, view], i) => {
    const part = `${sheet}.${i}.png`;
    ffmpeg([
      '-i',
      file,
      '-vf',
      `${evenly(frames)},${view},tile=${COLUMNS}x1:padding=2`,
      '-frames:v',
      '1',
      part,
    ]);
    return part;
  });
  ffmpeg([
    ...parts.flatMap((part) => ['-i', part]),
    '-filter_complex',
    `vstack=${parts.length}`,
    '-frames:v',
    '1',
    sheet,
  ]);
  for (const part of parts) rmSync(part);
}
