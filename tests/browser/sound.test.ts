import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ffmpeg, soundOf } from '../../scripts/ffmpeg';
import type { DubSettings } from '../../src/engine/plan/dub-plan';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();
const RATE = 48_000;

/** Every channel of a file's sound as a player plays it, at 48 kHz. */
function channelsOf(path: string): Float32Array[] {
  const { channels } = soundOf(path);
  const raw = ffmpeg(['-i', path, '-map', '0:a:0', '-ar', `${RATE}`, '-f', 'f32le', '-']);
  const all = new Float32Array(raw.buffer, raw.byteOffset, raw.byteLength / 4);
  return Array.from({ length: channels }, (_, channel) => all.filter((_v, i) => i % channels === channel));
}

/** Amplitude of a tone in a tenth of a second from `time` on. */
function levelAt(sound: Float32Array | undefined, hertz: number, time: number): number {
  const piece = sound?.subarray(Math.round(time * RATE), Math.round((time + 0.1) * RATE)) ?? [];
  let [re, im] = [0, 0];
  piece.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hertz * i) / RATE);
    im += value * Math.sin((2 * Math.PI * hertz * i) / RATE);
  });
  return (2 * Math.hypot(re, im)) / piece.length;
}

/** The face of 1.52 seconds with a high tone on the left and a higher one on the right. */
function videoWithTones(): string {
  const out = here.scratch('tones.mp4');
  const tones = 'aevalsrc=0.4*sin(2*PI*9000*t)|0.4*sin(2*PI*11000*t):s=44100:d=1.52';
  const how = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '256k'];
  ffmpeg(['-i', fixture('face-short.mp4'), '-f', 'lavfi', '-i', tones, ...how, out]);
  return out;
}

const power = (sound: Float32Array = new Float32Array(0)) =>
  sound.reduce((sum, value) => sum + value * value, 0) / sound.length;

/** Integrated loudness by FFmpeg's meter, LUFS. */
function loudnessOf(path: string): number {
  const measured = 'ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-';
  const report = ffmpeg(['-i', path, '-af', measured, '-f', 'null', '/dev/null']).toString();
  return Number(report.trim().split('=').at(-1));
}

async function dub(video: string, speech: string, settings: Partial<DubSettings> = {}): Promise<string> {
  return (await here.dub(video, speech, { settings })).out;
}

describe('the sound of the finished video', () => {
  it('has the video’s own under the speech where that is wanted, and it starts over without a gap', async () => {
    // As loud as can be: with anything added it would clip.
    const loud = here.scratch('loud.wav');
    ffmpeg([
      '-i',
      fixture('voice.wav'),
      '-ar',
      `${RATE}`,
      '-af',
      'volume=20dB,alimiter=level=0:limit=1',
      loud,
    ]);
    const out = await dub(videoWithTones(), loud, { originalSound: 0.5 });
    expect(soundOf(out)).toMatchObject({ codec: 'aac', channels: 2, sampleRate: RATE });
    const [left, right] = channelsOf(out);
    const [voice] = channelsOf(loud);
    const peak = (sound: Float32Array) => sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(peak(voice as Float32Array)).toBeGreaterThan(0.99);
    expect(peak(left as Float32Array)).toBeLessThan(0.97);
    for (let time = 0.1; time < 2.8; time += 0.1) {
      // Turned down where the speech is at its loudest, and at most 3 dB up or down where the end meets the beginning.
      expect(levelAt(left, 9000, time), `left at ${time}`).toBeGreaterThan(0.08);
      expect(levelAt(left, 9000, time)).toBeLessThan(0.3);
      expect(levelAt(right, 11_000, time), `right at ${time}`).toBeGreaterThan(0.08);
      expect(levelAt(left, 11_000, time)).toBeLessThan(0.02);
    }
    // The speech is where it was.
    const product = (lag: number) =>
      (voice ?? new Float32Array()).reduce((sum, value, i) => sum + value * (left?.[i + lag] ?? 0), 0);
    const lags = [-480, -240, -96, 0, 96, 240, 480].map(product);
    expect(Math.max(...lags)).toBe(lags[3]);
  });

  it('is in 5.1 for a speech in 5.1, and stereo, folded as usual, in a WebM', async () => {
    const speech = here.scratch('surround.wav');
    const hertz = [400, 600, 900, 60, 1300, 1700];
    const tones = hertz.map((tone) => `0.1*sin(2*PI*${tone}*t)`).join('|');
    ffmpeg(['-f', 'lavfi', '-i', `aevalsrc=${tones}:s=${RATE}:d=1:c=5.1`, '-c:a', 'pcm_s16le', speech]);
    expect(soundOf(speech).channels).toBe(6);
    const levels = (sound?: Float32Array) => hertz.map((tone) => levelAt(sound, tone, 0.5));
    const near = (found: number[], wanted: number[]) =>
      found.forEach((level, i) => expect(Math.abs(level - (wanted[i] ?? 1))).toBeLessThan(0.01));
    const out = await dub(fixture('face-short.mp4'), speech);
    expect(soundOf(out)).toMatchObject({ codec: 'aac', channels: 6, sampleRate: RATE });
    channelsOf(out).forEach((sound, own) =>
      near(
        levels(sound),
        hertz.map((_, i) => (i === own ? 0.1 : 0)),
      ),
    );
    const web = await dub(fixture('face-short.mp4'), speech, { format: 'webm' });
    expect(soundOf(web)).toMatchObject({ codec: 'opus', channels: 2, sampleRate: RATE });
    const [left, right] = channelsOf(web);
    near(levels(left), [0.1, 0, 0.0707, 0, 0.0707, 0]);
    near(levels(right), [0, 0.1, 0.0707, 0, 0, 0.0707]);
  });

  it('has the rate of the speech, which may be more than is heard', async () => {
    const speech = here.scratch('fine.wav');
    ffmpeg(['-i', fixture('voice.wav'), '-t', '1', '-ar', '96000', '-c:a', 'pcm_s24le', speech]);
    const out = await dub(fixture('face-short.mp4'), speech);
    expect(soundOf(out)).toMatchObject({ codec: 'aac', channels: 1, sampleRate: 96_000 });
  });

  it.each(['m4a', 'aac'])(
    'is the packets of a speech that is AAC already, where nothing is laid under it: .%s',
    async (ending) => {
      const speech = here.scratch(`voice.${ending}`);
      ffmpeg(['-i', fixture('voice.wav'), '-t', '1', '-c:a', 'aac', '-b:a', '64k', speech]);
      const out = await dub(fixture('face-short.mp4'), speech);
      const packets = (path: string) =>
        ffmpeg(['-i', path, '-map', '0:a:0', '-c', 'copy', '-f', 'adts', '-']);
      expect(packets(out).equals(packets(speech))).toBe(true);
      expect(readFileSync(out).length).toBeGreaterThan(readFileSync(speech).length);
    },
  );
});

describe('a speech with a steady noise', () => {
  const FILTER = /rnnoise[^/]*\.js(\?|$)/;

  it('is listened to through a noise filter, which a clean one does without', async () => {
    // What a worker has loaded it does not ask for again.
    await here.lab.endWorkers();
    const clean = here.scratch('clean.wav');
    ffmpeg(['-i', fixture('voice.wav'), '-af', 'volume=0.9', clean]);
    await dub(fixture('face-short.mp4'), clean);
    expect(here.requests.filter((url) => FILTER.test(url))).toEqual([]);
    const noisy = here.scratch('noisy.wav');
    const both = ['-i', fixture('voice.wav'), '-f', 'lavfi', '-i', 'anoisesrc=a=0.2:r=24000:seed=1:d=3'];
    ffmpeg([...both, '-filter_complex', 'amix=normalize=0:duration=first', noisy]);
    const out = await dub(fixture('face-short.mp4'), noisy);
    expect(here.requests.filter((url) => FILTER.test(url))).toHaveLength(1);
    // What is delivered is as it was given.
    const noise = (path: string) => {
      const [sound] = channelsOf(path);
      return [5000, 7000, 9000].reduce((sum, hertz) => sum + levelAt(sound, hertz, 1), 0);
    };
    expect(noise(out) / noise(noisy)).toBeGreaterThan(0.8);
  });

  it('is delivered without it, as loud as is usual, where that is wanted', async () => {
    const noisy = here.scratch('faint.wav');
    // A faint voice of three seconds after one of silence, over hiss and a rumble.
    const sounds = [
      '-f',
      'lavfi',
      '-i',
      'anoisesrc=a=0.004:r=48000:seed=2:d=4',
      '-f',
      'lavfi',
      '-i',
      'sine=30:d=4:r=48000',
    ];
    const mixed =
      '[0]adelay=1000,volume=-22dB[a];[2]volume=-20dB[b];[a][1][b]amix=inputs=3:normalize=0:duration=longest';
    ffmpeg(['-i', fixture('voice.wav'), ...sounds, '-filter_complex', mixed, '-ar', `${RATE}`, noisy]);
    const out = await dub(fixture('face-short.mp4'), noisy, { recording: 'cleaned' });
    expect(soundOf(out)).toMatchObject({ codec: 'aac', channels: 1, sampleRate: RATE });
    const [[given], [cleaned]] = [channelsOf(noisy), channelsOf(out)];
    const hiss = (sound?: Float32Array) =>
      [2000, 3000, 5000, 7000].reduce((sum, hertz) => sum + levelAt(sound, hertz, 0.4), 0);
    const voiceOf = (sound?: Float32Array) => power(sound?.subarray(1.2 * RATE, 3.8 * RATE));
    const over = (sound?: Float32Array) => Math.sqrt(voiceOf(sound)) / hiss(sound);
    expect(over(cleaned) / over(given)).toBeGreaterThan(3);
    expect(levelAt(cleaned, 30, 0.4) / levelAt(given, 30, 0.4)).toBeLessThan(0.5);
    // One channel counts as two: 3 LU less than -16 for a meter that hears one.
    expect(loudnessOf(out)).toBeGreaterThan(-20);
    expect(loudnessOf(out)).toBeLessThan(-18);
  });
});
