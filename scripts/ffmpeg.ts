import { spawn, spawnSync } from 'node:child_process';
import { program } from './chromium';

const MOST_OUTPUT = 1024 ** 3;

/** Runs the system's ffmpeg, and gives its standard output; throws with its last words. For tests and measures only. */
export function ffmpeg(args: string[], input?: Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync(
    program('ffmpeg'),
    ['-hide_banner', '-v', 'error', '-nostdin', '-y', ...args],
    { input, maxBuffer: MOST_OUTPUT },
  );
  if (status !== 0) throw new Error(`ffmpeg ${args.join(' ')}\n${stderr.toString().trim().slice(-800)}`);
  return stdout;
}

/** One track of a file as ffprobe tells it. */
export type Track = {
  type: 'video' | 'audio';
  codec: string;
  profile: string;
  /** Seconds at which the first packet is shown, and how long the track lasts. */
  start: number;
  duration: number;
  frames: number;
  /** Picture as coded, and the clockwise turn that makes it upright; 0 for sound. */
  width: number;
  height: number;
  rotation: number;
  /** Shape of a pixel, width over height. */
  pixelAspect: number;
  fps: number;
  sampleRate: number;
  channels: number;
};

type RawStream = Record<string, string | number | undefined> & {
  side_data_list?: { rotation?: number }[];
};

const ratio = (text: unknown): number => {
  const [over = 0, under = 1] = String(text).split(/[/:]/).map(Number);
  return under === 0 ? 0 : over / under;
};

/** The tracks of a file; its packets are counted, not believed. Throws where ffprobe cannot read it. */
export function probe(path: string): Track[] {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  const { status, stdout, stderr } = spawnSync(program('ffprobe', 'ffmpeg'), args, {
    maxBuffer: MOST_OUTPUT,
  });
  if (status !== 0) throw new Error(`ffprobe ${path}: ${stderr.toString().trim()}`);
  const { streams } = JSON.parse(stdout.toString()) as { streams: RawStream[] };
  return streams.map((stream) => ({
    type: stream.codec_type === 'video' ? 'video' : 'audio',
    codec: String(stream.codec_name),
    profile: String(stream.profile ?? ''),
    start: Number(stream.start_time ?? 0),
    duration: Number(stream.duration ?? 0),
    frames: Number(stream.nb_read_packets ?? 0),
    width: Number(stream.width ?? 0),
    height: Number(stream.height ?? 0),
    // ffprobe counts turns counter-clockwise.
    rotation:
      (360 - (stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0)) % 360,
    pixelAspect: ratio(stream.sample_aspect_ratio ?? '1:1') || 1,
    fps: ratio(stream.avg_frame_rate),
    sampleRate: Number(stream.sample_rate ?? 0),
    channels: Number(stream.channels ?? 0),
  }));
}

export const videoOf = (path: string): Track => trackOf(path, 'video');
export const soundOf = (path: string): Track => trackOf(path, 'audio');

function trackOf(path: string, type: Track['type']): Track {
  const track = probe(path).find((candidate) => candidate.type === type);
  if (!track) throw new Error(`${path} has no ${type}`);
  return track;
}

/** Seconds of sound that a player plays: decoded, with the encoder's lead-in skipped. */
export function soundSeconds(path: string): number {
  const rate = 16_000;
  return (
    ffmpeg(['-i', path, '-map', '0:a:0', '-ac', '1', '-ar', `${rate}`, '-f', 's16le', '-']).length / 2 / rate
  );
}

/** Every packet of a track in the order of the file, as its hash. */
export function packetHashes(path: string, track: 'v' | 'a'): string[] {
  const told = ffmpeg(['-i', path, '-map', `0:${track}:0`, '-c', 'copy', '-f', 'framehash', '-']).toString();
  return told
    .split('\n')
    .filter((row) => /^\d/.test(row))
    .map((row) => (row.split(',').at(-1) as string).trim());
}

/** When each picture of a video is shown, seconds, ascending. */
export function pictureTimes(path: string): number[] {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
  ];
  const { stdout } = spawnSync(program('ffprobe', 'ffmpeg'), [...args, path], { maxBuffer: MOST_OUTPUT });
  const times = stdout.toString().split('\n').filter(Boolean).map(parseFloat);
  return times.sort((a, b) => a - b);
}

/** A file's sound as a player plays it, mixed to one channel; at `rate` where that is given, else at its own. */
export function monoSamples(path: string, rate?: number): Float32Array<ArrayBuffer> {
  const at = rate === undefined ? [] : ['-ar', `${rate}`];
  const raw = ffmpeg(['-i', path, '-map', '0:a:0', '-ac', '1', ...at, '-f', 'f32le', '-']);
  return new Float32Array(new Uint8Array(raw).buffer);
}

/** A planar YUV 4:2:0 picture as ffmpeg's rawvideo has it. */
export type RawPicture = { width: number; height: number; data: Uint8Array };

/**
 * The pictures of a video, decoded by the system's ffmpeg, as coded (not turned upright), one at a time.
 * `filter` is put before the output and may change the size, which must then be given.
 */
export async function* rawPictures(
  path: string,
  { filter, size }: { filter?: string; size?: { width: number; height: number } } = {},
): AsyncGenerator<RawPicture> {
  const { width, height } = size ?? videoOf(path);
  const bytes = width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
  const args = ['-v', 'error', '-nostdin', '-noautorotate', '-i', path, '-map', '0:v:0'];
  const child = spawn(
    program('ffmpeg'),
    [
      ...args,
      ...(filter ? ['-vf', filter] : []),
      '-fps_mode',
      'passthrough',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    let picture = Buffer.alloc(bytes);
    let filled = 0;
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length;) {
        const taken = chunk.copy(picture, filled, at);
        at += taken;
        filled += taken;
        if (filled < bytes) continue;
        yield { width, height, data: picture };
        picture = Buffer.alloc(bytes);
        filled = 0;
      }
    }
  } finally {
    child.kill();
  }
}
