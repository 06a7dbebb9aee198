/** Reads what training needs of a clip beside its pictures: its smoothed track, its sound, what its colours mean. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaceTrack } from '../../src/dub/track/face-track';
import { smoothTrack } from '../../src/dub/track/smooth';
import { colorModel, type ColorModel } from '../../src/dub/wav2lip/color';

type Header = { width: number; height: number; times: number[]; present: number[]; covered: number[] };

/** The track that `scripts/lab.ts track` wrote, smoothed as for a dub. */
export function readTrack(folder: string, name: string): FaceTrack {
  const { width, height, times, present, covered } = JSON.parse(
    readFileSync(join(folder, `${name}.json`), 'utf8'),
  ) as Header;
  const points = new Float32Array(copyOf(readFileSync(join(folder, name))));
  return smoothTrack({
    ...{ width, height, points },
    times: Float64Array.from(times),
    present: Uint8Array.from(present),
    covered: Uint8Array.from(covered),
  });
}

/** The sound of a file: mono, ±1, 16 kHz. */
export function readSpeech(file: string): Float32Array {
  const args = ['-v', 'error', '-i', file, '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'];
  const { stdout, status } = spawnSync('ffmpeg', args, { maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`ffmpeg failed on ${file}`);
  return new Float32Array(copyOf(stdout.subarray(0, stdout.byteLength & ~3)));
}

/** How a file's samples stand for colours, by its tags. */
export function readColor(file: string, height: number): ColorModel {
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=color_space,color_range'];
  const { stdout } = spawnSync('ffprobe', [...args, '-of', 'json', file], { encoding: 'utf8' });
  const { streams } = JSON.parse(stdout) as { streams: { color_space?: string; color_range?: string }[] };
  const { color_space: matrix, color_range: range } = streams[0] ?? {};
  return colorModel(
    { matrix: matrix ?? null, fullRange: range === undefined ? null : range === 'pc' },
    height,
  );
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
