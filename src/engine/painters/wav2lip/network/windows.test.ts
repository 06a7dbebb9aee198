import { describe, expect, test } from 'vitest';
import golden from './golden.json';
import { SILENCE, WAV2LIP_BANDS, type Wav2LipMel } from './mel';
import { publishedWindows, readWindow, WINDOW_SIZE, windowStart } from './windows';

const FILM = 24000 / 1001;
const NTSC = 30000 / 1001;

/** Columns of the spectrogram of so many seconds. */
const columns = (seconds: number) => 1 + 80 * seconds;

/** A spectrogram in which every number tells its column and its band. */
function numbered(count: number): Wav2LipMel {
  const values = Float32Array.from(
    { length: count * WAV2LIP_BANDS },
    (_, i) => Math.floor(i / WAV2LIP_BANDS) + (i % WAV2LIP_BANDS) / 100,
  );
  return { values, columns: count };
}

describe('the published windows', () => {
  // Frames that the published script was seen to make.
  test.each([
    [1, 23.976, FILM, 21],
    [1, 24, 24, 21],
    [1, 25, 25, 22],
    [1, 29.97, NTSC, 26],
    [1, 30, 30, 26],
    [1, 50, 50, 43],
    [1, 60, 60, 51],
    [10, 24, 24, 237],
    [10, 25, 25, 247],
    [10, 30, 30, 296],
    [10, 50, 50, 493],
    [10, 60, 60, 591],
    [60, 25, 25, 1497],
  ])('%i s at %f fps', (seconds, _, fps, frames) => {
    expect(publishedWindows(columns(seconds), fps)).toHaveLength(frames);
  });

  test.each(golden.windows)(
    'start at $fps fps over $columns columns where the loop in Python starts them',
    (row) => {
      const starts = publishedWindows(row.columns, row.fps);
      expect(starts).toHaveLength(row.count);
      expect([...starts.subarray(0, 40)]).toEqual(row.first);
      expect([...starts.subarray(-3)]).toEqual(row.last);
      expect(starts.reduce((sum, start) => sum + start, 0)).toBe(row.sum);
    },
  );

  test('of one second at 25 fps begin and end as published', () => {
    const starts = [...publishedWindows(columns(1), 25)];
    expect(starts.slice(0, 8)).toEqual([0, 3, 6, 9, 12, 16, 19, 22]);
    expect(starts.slice(-3)).toEqual([60, 64, 65]);
  });

  test('are truncated products of doubles, which at 23.976 fps differ from exact fractions', () => {
    const starts = publishedWindows(columns(90), FILM);
    const exact = (frame: number) => Math.floor((frame * 80 * 1001) / 24000);
    const differing = [...starts.keys()].filter((i) => i + 1 < starts.length && starts[i] !== exact(i));
    expect(differing).toEqual([300, 600, 1200, 2100]);
  });

  test('of 16 columns are two and the same; of fewer there is one', () => {
    expect([...publishedWindows(16, 25)]).toEqual([0, 0]);
    expect([...publishedWindows(15, 25)]).toEqual([0]);
    expect([...publishedWindows(1, 25)]).toEqual([0]);
  });
});

describe('the better windows', () => {
  test('begin without a lead where the published ones do, at every rate', () => {
    for (const fps of [24, 25, NTSC, 30, 50, 60]) {
      const published = publishedWindows(columns(10), fps).subarray(0, -1);
      const better = Array.from(published, (_, i) => windowStart(i / fps, fps, 0));
      expect(better).toEqual([...published]);
    }
  });

  test.each([24, 25, 30, 50, 60])(
    'with a lead of one frame hear at %i fps what the frame before heard',
    (fps) => {
      for (let i = 1; i < 200; i++) {
        expect(windowStart(i / fps, fps, 1)).toBe(windowStart((i - 1) / fps, fps, 0));
      }
      // The very first frame begins to hear before there is sound.
      expect(windowStart(0, fps, 1)).toBe(Math.floor(-80 / fps + 1e-6));
    },
  );
});

describe('reading a window', () => {
  test('gives band by time, from any column on', () => {
    const window = new Float32Array(WINDOW_SIZE + 5).fill(99);
    readWindow(numbered(100), 7, window, 5);
    expect([...window.subarray(0, 5)]).toEqual([99, 99, 99, 99, 99]);
    for (const [band, time] of [
      [0, 0],
      [0, 15],
      [42, 3],
      [79, 15],
    ] as const)
      expect(window[5 + band * 16 + time]).toBeCloseTo(7 + time + band / 100, 4);
  });

  test('is silent before the sound and beyond its end', () => {
    const window = new Float32Array(WINDOW_SIZE);
    const heard = (start: number) => {
      readWindow(numbered(20), start, window);
      return Array.from({ length: 16 }, (_, k) => window[3 * 16 + k]!);
    };
    expect(heard(-3).slice(0, 3)).toEqual([SILENCE, SILENCE, SILENCE]);
    expect(heard(-3)[3]).toBeCloseTo(0.03, 5);
    expect(heard(10).slice(10)).toEqual(new Array(6).fill(SILENCE));
    expect(heard(10)[9]).toBeCloseTo(19.03, 4);
    expect(heard(50)).toEqual(new Array(16).fill(SILENCE));
    expect(heard(-20)).toEqual(new Array(16).fill(SILENCE));
  });

  test('pads speech that is shorter than a window', () => {
    const window = new Float32Array(WINDOW_SIZE).fill(99);
    const [start] = publishedWindows(9, 25);
    readWindow(numbered(9), start!, window);
    expect(window[8]).toBe(8);
    expect([...window.subarray(9, 16)]).toEqual(new Array(7).fill(SILENCE));
    expect(window.every((value) => value !== 99)).toBe(true);
  });
});
