import { expect, it } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import type { Slot } from '../../jobs/intake/intake';
import { speechInfo } from '../../jobs/testing';
import { PeopleDesk } from '../people/people-desk.svelte';
import { UnfitFile } from './join-given';
import { LinesDesk } from './lines-desk.svelte';
import type { Sheet } from './sheet';

/** A table whose files are joined by their order, one second each; those called bad cannot be. */
function setUp() {
  const given: string[] = [];
  const slots: { video: Slot; speech: Slot } = { video: { state: 'empty' }, speech: { state: 'empty' } };
  const table = {
    desk: { slots } as never,
    busy: false,
    script: { cast: [], sheet: null as Sheet | null },
    give: async (role: 'video' | 'speech', file: File) => {
      given.push(`${role} ${file.name}`);
      slots[role] = { state: 'ready', chosen: { file, info: speechInfo } } as never;
    },
    join: async (files: readonly File[]) => {
      const bad = files.find(({ name }) => name.startsWith('bad'));
      if (bad) throw new UnfitFile(bad, new DubError('input/no-audio'));
      const ranges = files.map((_, i) => ({ from: i, to: i + 1 }));
      return { file: new File(['x'], 'joined.wav'), ranges } as never;
    },
  };
  return { table, given };
}
const file = (name: string) => new File(['x'], name);
const [ANN, BEN] = [10, 200].map((x) => ({ places: [{ time: 0, x, y: 50, size: 40 }] })) as [never, never];

it('joins what is new behind what is there, and names the file that cannot be joined', async () => {
  const { table, given } = setUp();
  const people = new PeopleDesk(table);
  await people.give(ANN, [file('a.wav')]);
  await people.give(BEN, [file('b.wav'), file('bad.wav')]);
  expect(people.refusal).toMatchObject({ name: 'bad.wav', error: { code: 'input/no-audio' } });
  await people.give(BEN, [file('b.wav')]);
  expect(people.refusal).toBeNull();
  expect(given).toEqual(['speech people.wav', 'speech people.wav']);
  expect(table.script.cast).toMatchObject([
    { parts: [{ speech: { from: 0, to: 1, name: 'a.wav' } }] },
    { parts: [{ speech: { from: 1, to: 2, name: 'b.wav' } }] },
  ]);
});

it('does one thing at a time, and nothing while a job has the files', async () => {
  const { table, given } = setUp();
  const people = new PeopleDesk(table);
  await Promise.all([people.give(ANN, [file('a.wav')]), people.give(BEN, [file('b.wav')])]);
  expect(given).toHaveLength(1);
  table.busy = true;
  await people.give(BEN, [file('b.wav')]);
  expect(given).toHaveLength(1);
});

it('takes a video that is dropped beside the cards, and asks whose a recording is', async () => {
  const { table, given } = setUp();
  const people = new PeopleDesk(table);
  await people.giveBeside([file('a.wav')]);
  expect(people.refusal).toMatchObject({ name: 'a.wav', error: { code: 'input/whose-speech' } });
  await people.giveBeside([file('pair.mp4')]);
  expect(given).toEqual(['video pair.mp4']);
});

it('takes a video, its lines and their recordings in one drop, and asks for the lines where they are missing', async () => {
  const { table, given } = setUp();
  const lines = new LinesDesk(table);
  await lines.give([file('1.wav')]);
  expect(lines.refusal).toMatchObject({ name: '1.wav', error: { code: 'subtitles/missing' } });
  const srt = new File(['1\n00:00:00,500 --> 00:00:01,200\nHello\n'], 'talk.srt');
  await lines.give([file('1.wav'), srt, file('talk.mp4')]);
  expect(lines.refusal).toBeNull();
  expect(given).toEqual(['video talk.mp4', 'speech talk.wav']);
  expect(table.script.sheet?.lines).toMatchObject([
    { text: 'Hello', speech: { from: 0, to: 1, name: '1.wav' } },
  ]);
});
