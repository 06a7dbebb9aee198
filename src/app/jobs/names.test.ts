import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../engine/plan/dub-plan';
import { nameOf, safeBaseName } from './names';
import { source } from './testing';

describe('safeBaseName', () => {
  it.each([
    ['a/b\\c:d*e?f"g<h>i|j.mp4', 'a_b_c_d_e_f_g_h_i_j'],
    ['tab\tand\u0000null.wav', 'taband null'.replace(' ', '')],
    ['evil\u202Egpj.mp4', 'evilgpj'],
    ['talk.v1.2.webm', 'talk.v1.2'],
    ['no-extension', 'no-extension'],
    ['..hidden..mp4', 'hidden'],
    ['Cafe\u0301.mp4', 'Café'],
    ['con.mp4', '_con'],
    ['LPT1.old.wav', '_LPT1.old'],
    ['concert.mp4', 'concert'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeBaseName(name, 'video')).toBe(expected);
  });
  it('falls back where nothing is left', () => {
    expect(safeBaseName('???.mp4', 'video')).toBe('video');
    expect(safeBaseName('', 'speech')).toBe('speech');
  });
  it('cuts by characters, not by half characters', () => {
    const name = safeBaseName(`${'😀'.repeat(100)}.mp4`, 'video');
    expect([...name]).toHaveLength(60);
    expect(name.isWellFormed()).toBe(true);
  });
});

it('calls a result as the user does, where the name is one', () => {
  const files = { video: source('王老师.mp4'), speech: source('第一课.wav'), settings: DEFAULT_SETTINGS };
  expect(nameOf(files)).toBe('王老师__第一课.mp4');
  expect(nameOf({ ...files, name: '开场' })).toBe('开场.mp4');
  expect(nameOf({ ...files, name: 'v1.2 a/b' })).toBe('v1.2_a_b.mp4');
  expect(nameOf({ ...files, name: ' ../ ' })).toBe('王老师__第一课.mp4');
});

it('is short enough for every file system, whatever the script', () => {
  const trim = { video: { from: 1.5, to: 72.25 }, speech: { from: 0, to: 3601 } };
  const files = { video: source(`${'讲'.repeat(80)}.mp4`), speech: source(`${'😀'.repeat(80)}.wav`), trim };
  for (const name of [undefined, '课'.repeat(90), '😀'.repeat(90)]) {
    const made = nameOf({ ...files, settings: DEFAULT_SETTINGS, ...(name && { name }) });
    expect(Buffer.byteLength(made)).toBeLessThanOrEqual(240);
    expect(made.isWellFormed()).toBe(true);
    expect(made).toMatch(/^(讲+_0m01\.5-1m12\.25__😀+_0m00-60m01|课+|😀+)\.mp4$/u);
  }
});

it('tells in the name which parts were used', () => {
  const files = { video: source('王老师.mp4'), speech: source('第一课.wav'), settings: DEFAULT_SETTINGS };
  const trim = { video: { from: 1.5, to: 72.25 }, speech: { from: 0, to: 3601 } };
  expect(nameOf({ ...files, trim })).toBe('王老师_0m01.5-1m12.25__第一课_0m00-60m01.mp4');
  expect(nameOf({ ...files, trim: { speech: { from: 8.999, to: 59.996 } } })).toBe(
    '王老师__第一课_0m09-1m00.mp4',
  );
});

it('tells in the name what kind of file it is', () => {
  const files = { video: source('王老师 讲课.MOV'), speech: source('新闻稿（第2版）.mp3') };
  const named = (format: 'mp4' | 'webm') => nameOf({ ...files, settings: { ...DEFAULT_SETTINGS, format } });
  expect(named('mp4')).toBe('王老师_讲课__新闻稿（第2版）.mp4');
  expect(named('webm')).toBe('王老师_讲课__新闻稿（第2版）.webm');
});
