import { describe, expect, it } from 'vitest';
import { createEntry, type LogEntry } from './entry';
import { ALL, asJsonLines, asText, filterLog, jobsIn } from './filter';

const entries: LogEntry[] = [
  createEntry({ level: 'info', event: 'file-read', file: '王老师.mp4' }, 1),
  createEntry({ level: 'info', event: 'job-started', job: 'j1', file: 'a__b.mp4' }, 2),
  createEntry({ level: 'info', event: 'step-done', job: 'j1', step: 'track' }, 3),
  createEntry({ level: 'warning', event: 'page-warning', text: 'Left behind: TEMP/j1' }, 4),
  createEntry({ level: 'info', event: 'job-started', job: 'j2', file: 'c.mp4' }, 5),
  createEntry({ level: 'error', event: 'job-failed', job: 'j1', text: 'Error: x\n  at y' }, 6),
];
const say = ({ event, file, step }: LogEntry) => [event, file, step].filter(Boolean).join(' · ');
const times = (found: readonly LogEntry[]) => found.map(({ at }) => at);

describe('filterLog', () => {
  it.each([
    [{}, [6, 5, 4, 3, 2, 1]],
    [{ level: 'warning' }, [6, 4]],
    [{ level: 'error' }, [6]],
    [{ job: 'j1' }, [6, 3, 2]],
    [{ job: 'j1', level: 'warning' }, [6]],
    [{ text: ' 老师' }, [1]],
    [{ text: 'left temp' }, [4]],
    [{ text: 'ＪＯＢ-started c.MP4' }, [5]],
    [{ text: 'nowhere' }, []],
  ] as const)('%j gives %j', (filter, expected) => {
    expect(times(filterLog(entries, { ...ALL, ...filter }, say))).toEqual(expected);
  });
});

it('lists jobs by their names, the one that was last at work first', () => {
  expect(jobsIn(entries)).toEqual([
    { id: 'j1', name: 'a__b.mp4' },
    { id: 'j2', name: 'c.mp4' },
  ]);
});

it('writes one JSON object a line, oldest first', () => {
  const lines = asJsonLines(filterLog(entries, ALL, say)).split('\n');
  expect(lines).toHaveLength(entries.length + 1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ at: '1970-01-01T00:00:00.001Z', file: '王老师.mp4' });
  expect(JSON.parse(lines[5] ?? '')).toMatchObject({ event: 'job-failed', text: 'Error: x\n  at y' });
});

it('writes text with stacks set in below', () => {
  expect(asText(entries.slice(4), say)).toBe(
    '1970-01-01T00:00:00.005Z INFO job-started · c.mp4\n' +
      '1970-01-01T00:00:00.006Z ERROR job-failed\n    Error: x\n      at y\n',
  );
});
