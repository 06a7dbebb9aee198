/** Reads what training needs of a clip beside its pictures: its sound, what its colours mean. */
import { spawnSync } from 'node:child_process';
import { colorModel, type ColorModel } from '../../src/engine/painters/wav2lip/paint/color';

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
