import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wishOf } from '../../dub-options';
import { PageError } from '../../studio-page';
import type { JobEvent } from '../reporter';
import { readWork, RefReader } from '../read-work';
import { DrawnStudio } from '../testing/work';
import { workId } from '../work';
import { readList } from './list';
import { runBatch } from './run-batch';

const folder = mkdtempSync(join(tmpdir(), 'koubo-batch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LIST = `video,speech,name
v1.mp4,s1.wav,
v1.mp4,s2.wav,
v2.mp4,s1.wav,../../Say: hello
v2.mp4,s2.wav,V1-S1
v1.mp4,s1.wav,Again
gone.mp4,s1.wav,
v1.mp4,,
`;

it('reads lines in place of a speech, which the columns script and speech tell', async () => {
  const inside = mkdtempSync(join(tmpdir(), 'koubo-lines-'));
  const at = (...names: string[]) => join(inside, ...names);
  mkdirSync(at('takes'));
  for (const name of ['v.mp4', 's.wav', 'l.srt', 'takes/1.wav', 'takes/2.wav']) writeFileSync(at(name), name);
  const cue = { start: 0, end: 1, speech: { file: 's.wav' } };
  writeFileSync(at('script.json'), JSON.stringify({ cues: [cue] }));
  writeFileSync(at('wrong.json'), '{}');
  const lines = [
    'v.mp4,,script.json',
    'v.mp4,takes,l.srt',
    'v.mp4,s.wav,l.srt',
    'v.mp4,,wrong.json',
    'v.mp4,s.wav,',
  ];
  writeFileSync(at('list.csv'), ['video,speech,script', ...lines, 'v.mp4,,l.srt'].join('\n'));
  const { rows, problems } = await readList(at('list.csv'), { fit: 'picture' });
  const how = { fit: 'picture' };
  expect(rows.map((row) => row.lines)).toEqual([
    { ...how, sheet: at('script.json'), speeches: [at('s.wav')], along: false },
    { ...how, sheet: at('l.srt'), speeches: [at('takes', '1.wav'), at('takes', '2.wav')], along: false },
    { ...how, sheet: at('l.srt'), speeches: [at('s.wav')], along: true },
    null,
  ]);
  expect(rows[0]?.speech).toBe(at('s.wav'));
  expect(problems.map(({ line, code }) => [line, code])).toEqual([
    [5, 'list/script'],
    [7, 'list/incomplete'],
  ]);
  const wish = wishOf({});
  const refs = new RefReader();
  const works = await Promise.all(rows.map((row) => readWork(row, wish, refs)));
  expect(works[1]?.lines?.speeches.map(({ name }) => name)).toEqual(['1.wav', '2.wav']);
  expect(new Set(works.map(workId)).size).toBe(4);
  rmSync(inside, { recursive: true });
});

describe('a batch', () => {
  const list = join(folder, 'list.csv');
  const out = join(folder, 'out');
  beforeAll(() => {
    for (const name of ['v1.mp4', 'v2.mp4', 's1.wav', 's2.wav']) writeFileSync(join(folder, name), name);
    writeFileSync(list, LIST);
  });

  const run = async (studios: DrawnStudio[], signal = new AbortController().signal) => {
    const events: JobEvent[] = [];
    const { rows, problems } = await readList(list);
    const reporter = { tell: (event: JobEvent) => void events.push(event), close: () => {} };
    const sums = await runBatch({ folder: out, wish: wishOf({}), rows, studios, reporter, signal });
    return { sums, events, rows, problems };
  };
  const results = () =>
    readdirSync(out)
      .filter((name) => !name.startsWith('.'))
      .sort();

  it('says what is wrong with a line, and makes names of files of what stands there', async () => {
    const { rows, problems } = await readList(list);
    expect(rows.map(({ name }) => name)).toEqual(['v1-s1', 'v1-s2', '_.._Say_ hello', 'V1-S1 2', 'Again']);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [7, 'list/no-file'],
      [8, 'list/incomplete'],
    ]);
  });

  it('goes on where it was interrupted, and looks into each file once', async () => {
    const stop = new AbortController();
    const first = new DrawnStudio(async () => {
      if (first.made.length === 1) stop.abort(new Error('interrupted'));
    });
    await expect(run([first], stop.signal)).rejects.toThrow('interrupted');
    expect(results()).toEqual(['v1-s1.mp4']);
    const studios = [new DrawnStudio(), new DrawnStudio()];
    const { sums } = await run(studios);
    expect(sums).toEqual({ done: 3, kept: 2, failed: 0 });
    expect(results()).toEqual(['Again.mp4', 'V1-S1 2.mp4', '_.._Say_ hello.mp4', 'v1-s1.mp4', 'v1-s2.mp4']);
    const analysed = [first, ...studios].flatMap((studio) => studio.analysed);
    expect(analysed.length).toBe(4);
    expect(new Set(analysed).size).toBe(4);
    expect(readFileSync(join(out, 'Again.mp4'))).toEqual(readFileSync(join(out, 'v1-s1.mp4')));
  });

  it('makes nothing again that is there, but what has gone or is not whole', async () => {
    const idle = new DrawnStudio();
    expect((await run([idle])).sums).toEqual({ done: 0, kept: 5, failed: 0 });
    expect(idle.made).toEqual([]);
    rmSync(join(out, 'v1-s2.mp4'));
    truncateSync(join(out, 'V1-S1 2.mp4'), 3);
    const studio = new DrawnStudio();
    expect((await run([studio])).sums).toEqual({ done: 2, kept: 3, failed: 0 });
    expect(studio.made.length).toBe(2);
  });

  it('goes on after a job that fails, and leaves nothing half of it', async () => {
    rmSync(out, { recursive: true });
    const studio = new DrawnStudio(async ({ work, out: part }) => {
      if (work.video.name !== 'v2.mp4') return;
      writeFileSync(part, 'half');
      throw new PageError('job', 'input/no-face', 'No face was found.', '');
    });
    const { sums, events } = await run([studio]);
    expect(sums).toEqual({ done: 2, kept: 1, failed: 2 });
    const failed = events.filter((event) => event.event === 'failed');
    expect(failed.map(({ code }) => code)).toEqual(['input/no-face', 'input/no-face']);
    expect(results()).toEqual(['Again.mp4', 'v1-s1.mp4', 'v1-s2.mp4']);
  });
});
