import { expect, it, vi } from 'vitest';
import { ffmpeg } from '../../../../scripts/ffmpeg';
import { hevcSizesOf } from './hevc-size';

// Each stream is made by a run of ffmpeg.
vi.setConfig({ testTimeout: 60_000 });

/** The byte stream of a few pictures, which is one packet for all that is asked of it. */
function stream(size: string, pixelFormat: string, parameters = ''): Uint8Array {
  const source = `testsrc2=size=${size}:rate=25:duration=0.2,format=${pixelFormat}`;
  const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', `log-level=error${parameters}`];
  return new Uint8Array(ffmpeg(['-f', 'lavfi', '-i', source, ...x265, '-f', 'hevc', '-']));
}

it.each([
  ['144x96', 'yuv420p', ''],
  ['146x90', 'yuv420p', ''],
  ['146x90', 'yuv422p10le', ''],
  ['145x91', 'yuv444p', ''],
  ['146x90', 'yuv420p', ':temporal-layers=3'],
])('tells the size of pictures: %s, %s%s', (size, pixelFormat, parameters) => {
  const [told] = hevcSizesOf(stream(size, pixelFormat, parameters), null);
  expect(`${told?.width}x${told?.height}`).toBe(size);
});

it('tells all sizes of a stream that changes', () => {
  const both = Buffer.concat([stream('96x64', 'yuv420p'), stream('192x128', 'yuv420p')]);
  expect(hevcSizesOf(both, null)).toEqual([
    { width: 96, height: 64 },
    { width: 192, height: 128 },
  ]);
});

it('tells nothing of what breaks off', () => {
  expect(hevcSizesOf(stream('144x96', 'yuv420p').subarray(0, 40), null)).toEqual([]);
  expect(hevcSizesOf(Uint8Array.of(0, 0, 1, 66, 1, 1), null)).toEqual([]);
  expect(hevcSizesOf(new Uint8Array(0), null)).toEqual([]);
});
