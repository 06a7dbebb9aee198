import { describe, expect, it } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import { Desk } from './desk.svelte';
import { speechInfo, videoInfo } from '../../jobs/testing';

/** Files by their names: what is good, what is silent, what is bad. */
function setUp() {
  const ready: string[] = [];
  const service = {
    probe: async (file: File) => {
      if (file.name.startsWith('bad')) throw new DubError('input/unreadable');
      if (file.name.startsWith('lost')) throw new DOMException('the worker was ended', 'AbortError');
      return file.name.endsWith('.mp4') ? videoInfo : speechInfo;
    },
    probeSound: async (file: File, track: number) => {
      if (file.name.startsWith('mute')) throw new DubError('input/no-audio');
      return { ...videoInfo, audio: { ...videoInfo.audio, tracks: 2, track, chosen: true } };
    },
    silent: async (file: File) => file.name.startsWith('silent'),
  };
  const host = { run: async (call: (from: unknown, port: unknown) => unknown) => call(service, {}) };
  const desk = new Desk({
    host: host as unknown as ConstructorParameters<typeof Desk>[0]['host'],
    onlooked: () => {},
    onready: (_, { file }) => void ready.push(file.name),
    onclear: () => {},
    unsuited: (_, { file }) => (file.name.startsWith('photo') ? 'input/still' : null),
  });
  const give = (name: string) => desk.give(name.endsWith('.mp4') ? 'video' : 'speech', new File(['x'], name));
  return { desk, ready, give };
}

describe('a file that cannot be used', () => {
  it('leaves the good one where it was, and is told', async () => {
    const { desk, ready, give } = setUp();
    await give('good.mp4');
    await give('bad.mp4');
    expect(desk.slots.video).toMatchObject({
      ...{ state: 'ready', chosen: { file: { name: 'good.mp4' } } },
      refused: { file: { name: 'bad.mp4' }, error: { code: 'input/unreadable' } },
    });
    expect(ready).toEqual(['good.mp4']);
    await give('bad too.mp4');
    expect(desk.slots.video).toMatchObject({ chosen: { file: { name: 'good.mp4' } } });
    await give('better.mp4');
    expect(desk.slots.video).toEqual({ state: 'ready', chosen: expect.anything() as unknown });
    expect(ready).toEqual(['good.mp4', 'better.mp4']);
  });

  it('is also one whose look was aborted without being asked to', async () => {
    const { desk, give } = setUp();
    await give('lost.mp4');
    expect(desk.slots.video).toMatchObject({ state: 'refused', error: { code: 'worker/crashed' } });
  });

  it('is also one that is good, but of no use for what is made', async () => {
    const { desk, ready, give } = setUp();
    await give('photo.mp4');
    expect(desk.slots.video).toMatchObject({ state: 'refused', error: { code: 'input/still' } });
    await give('good.mp4');
    await give('photo.mp4');
    expect(desk.slots.video).toMatchObject({
      ...{ state: 'ready', chosen: { file: { name: 'good.mp4' } } },
      refused: { file: { name: 'photo.mp4' }, error: { code: 'input/still' } },
    });
    expect(ready).toEqual(['good.mp4']);
  });

  it('has an empty place to itself, also after it was emptied', async () => {
    const { desk, give } = setUp();
    await give('bad.mp4');
    expect(desk.slots.video.state).toBe('refused');
    await give('good.mp4');
    desk.clear('video');
    await give('bad.mp4');
    expect(desk.slots.video.state).toBe('refused');
  });

  it('is a speech in which nothing is to be heard', async () => {
    const { desk, give } = setUp();
    await give('silent.wav');
    expect(desk.slots.speech).toMatchObject({ state: 'refused', error: { code: 'input/speech-silent' } });
  });
});

it('takes another sound track of the file that is there', async () => {
  const { desk, ready, give } = setUp();
  await desk.takeSound('video', 1);
  expect(desk.slots.video.state).toBe('empty');
  await give('two.mp4');
  await desk.takeSound('video', 1);
  expect(desk.slots.video).toMatchObject({
    ...{ state: 'ready', chosen: { file: { name: 'two.mp4' }, info: { audio: { track: 1 } } } },
  });
  expect(ready).toEqual(['two.mp4', 'two.mp4']);
  await give('mute.mp4');
  await desk.takeSound('video', 1);
  expect(desk.slots.video).toMatchObject({
    ...{ state: 'ready', refused: { error: { code: 'input/no-audio' } } },
  });
});
