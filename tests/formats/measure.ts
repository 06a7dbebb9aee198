import { spawnSync } from 'node:child_process';
import { program } from '../../scripts/chromium';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { PATCHES, ROW } from './master';

export type Rgb = readonly [number, number, number];

/** sRGB (0…255) as CIE L*a*b*, D65 (IEC 61966-2-1, CIE 15). */
function toLab(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Colour difference, CIE 1976. */
export function deltaE(a: Rgb, b: Rgb): number {
  const [p, q] = [toLab(a), toLab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** What a video shows, decoded by the system's ffmpeg and upright. */
export type Looks = {
  /** Mean colour of each patch, three quarters through, in sRGB. */
  readonly patches: readonly Rgb[];
  /** Position of the first picture with the flash; -1 without one. */
  readonly flash: number;
  readonly frames: number;
};

/** `filters`: what a plain transcode of this file does to its colours. */
export function look(path: string, filters = ''): Looks {
  const { width: across, height: down, rotation } = videoOf(path);
  const [width, height] = rotation % 180 === 0 ? [across, down] : [down, across];
  const exact = 'scale=sws_flags=accurate_rnd+full_chroma_int,format=rgb24';
  const raw = ffmpeg([
    ...['-i', path, '-map', '0:v:0', '-vf', filters ? `${filters},${exact}` : exact],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
  ]);
  const bytes = width * height * 3;
  const frames = raw.length / bytes;
  const colorOf = (frame: number, patch: number): Rgb => {
    const sum: [number, number, number] = [0, 0, 0];
    const [x, y] = [((patch + 0.5) * width) / PATCHES.length, (ROW * height) / 2].map(Math.round) as [
      number,
      number,
    ];
    for (let row = y - 4; row < y + 4; row++) {
      for (let column = x - 4; column < x + 4; column++) {
        const at = frame * bytes + (row * width + column) * 3;
        for (const c of [0, 1, 2] as const) sum[c] += (raw[at + c] ?? 0) / 64;
      }
    }
    return sum;
  };
  const order = Array.from({ length: frames }, (_, frame) => frame);
  return {
    frames,
    patches: PATCHES.map((_, patch) => colorOf(Math.floor(0.75 * frames), patch)),
    flash: order.find((frame) => colorOf(frame, PATCHES.length - 1)[1] > 128) ?? -1,
  };
}

/** When a picture of a video is shown, seconds since the file's first moment; `frame` in order of presentation. */
export function shownAt(path: string, frame: number): number {
  const entries = ['-show_entries', 'frame=best_effort_timestamp_time:format=start_time', '-of', 'json'];
  const args = ['-v', 'error', '-select_streams', 'v:0', ...entries, path];
  const told = JSON.parse(spawnSync(program('ffprobe', 'ffmpeg'), args).stdout.toString()) as {
    frames: { best_effort_timestamp_time?: string }[];
    format: { start_time?: string };
  };
  return Number(told.frames[frame]?.best_effort_timestamp_time) - Number(told.format.start_time ?? 0);
}

const SOUND_RATE = 16_000;

export type Heard = { readonly samples: Float32Array; readonly seconds: number; readonly click: number };

/** What is heard of a file from its first moment on, −1…1, and about when the click is; seconds. */
export function listen(path: string): Heard {
  const raw = ffmpeg([
    ...['-i', path, '-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0', '-ac', '1'],
    ...['-ar', `${SOUND_RATE}`, '-f', 'f32le', '-'],
  ]);
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const click = samples.findIndex((value) => Math.abs(value) > 0.6 * peak);
  return { samples, seconds: samples.length / SOUND_RATE, click: click / SOUND_RATE };
}

/** Seconds by which the click of `made` comes after that of `given`, to the sample: where the two are most alike. */
export function clickDelay(given: Heard, made: Heard): number {
  const from = Math.round((given.click - 0.01) * SOUND_RATE);
  const about = given.samples.subarray(from, from + 0.04 * SOUND_RATE);
  const most = 0.15 * SOUND_RATE;
  let best = { lag: NaN, alike: 0 };
  for (let lag = -most; lag <= most; lag++) {
    const alike = about.reduce((sum, value, i) => sum + value * (made.samples[from + lag + i] ?? 0), 0);
    if (alike > best.alike) best = { lag, alike };
  }
  return best.lag / SOUND_RATE;
}

/** How much two sounds differ, over the louder one's power; 0 where they are the same, 1 for silence or another. */
export function difference(a: Float32Array, b: Float32Array): number {
  const length = Math.max(a.length, b.length);
  let [apart, power] = [0, 1e-9];
  for (let i = 0; i < length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    apart += (x - y) ** 2;
    power += Math.max(x ** 2, y ** 2);
  }
  return Math.sqrt(apart / power);
}
