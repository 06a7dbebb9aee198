import { expect, it } from 'vitest';
import type { MediaInfo } from '../../../engine/core/media-info';
import { inspectSorted } from './inspect-sorted';

const audio = { codec: 'opus' } as never;
const video = { codec: 'avc', frames: 40 } as never;

/** Looks at a file of which a probe tells these tracks. */
const look = (
  role: 'video' | 'speech',
  tracks: Partial<MediaInfo>,
  put: 'video' | 'speech' | null = null,
  inFolder = false,
) => {
  const info = { duration: 1.6, reader: 'ffmpeg', video: null, audio: null, ...tracks };
  const host = { run: async () => info } as never;
  return inspectSorted(
    host,
    { put, role },
    { file: new File(['x'], 'x.mp4'), inFolder },
    new AbortController().signal,
  );
};

it('takes a video without pictures for a recording', async () => {
  for (const put of ['speech', null] as const)
    expect(await look('video', { audio }, put)).toMatchObject({ role: 'speech', slot: { state: 'ready' } });
});

it('refuses one that was picked for the videos, unless it lay in a folder', async () => {
  expect(await look('video', { audio }, 'video', true)).toMatchObject({ role: 'speech' });
  expect(await look('video', { audio }, 'video')).toMatchObject({
    role: 'video',
    slot: { error: { code: 'input/no-video' } },
  });
});

it('leaves everything else where it was put', async () => {
  expect(await look('video', { video, audio })).toMatchObject({ role: 'video', slot: { state: 'ready' } });
  expect(await look('speech', { video, audio })).toMatchObject({ role: 'speech', slot: { state: 'ready' } });
  expect(await look('speech', { video })).toMatchObject({
    role: 'speech',
    slot: { error: { code: 'input/no-audio' } },
  });
});

it('says that there is no picture in a file that has no sound either', async () => {
  expect(await look('video', {})).toMatchObject({
    role: 'video',
    slot: { error: { code: 'input/no-video' } },
  });
});
