/** Reads what training needs of a clip: its smoothed track, its pictures one by one, its sound. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureBytes, type Picture } from '../../src/dub/picture';
import type { FaceTrack } from '../../src/dub/track/face-track';
import { smoothTrack } from '../../src/dub/track/smooth';
import { colorModel, type ColorModel } from '../../src/dub/wav2lip/color';

type Header = { width: number; height: number; times: number[]; present: number[] };

/** The track that `scripts/lab.ts track` wrote, smoothed as for a dub. */
export function readTrack(folder: string, name: string): FaceTrack {
  const { width, height, times, present } = JSON.parse(
    readFileSync(join(folder, `${name}.json`), 'utf8'),
  ) as Header;
  const points = new Float32Array(copyOf(readFileSync(join(folder, name))));
  return smoothTrack({
    ...{ width, height, points },
    times: Float64Array.from(times),
    present: Uint8Array.from(present),
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

/** Every frame of a file as decoded. The picture given out is overwritten by the next. */
export async function* readPictures(file: string, width: number, height: number): AsyncGenerator<Picture> {
  const args = [
    '-v',
    'error',
    '-i',
    file,
    '-fps_mode',
    'passthrough',
    '-pix_fmt',
    'yuv420p',
    '-f',
    'rawvideo',
    '-',
  ];
  const decoder = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const data = new Uint8Array(pictureBytes(width, height));
  let filled = 0;
  for await (const chunk of decoder.stdout as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(chunk.length - at, data.length - filled);
      data.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < data.length) continue;
      yield { width, height, data };
      filled = 0;
    }
  }
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
