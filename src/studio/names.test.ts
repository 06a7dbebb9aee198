import { describe, expect, it } from 'vitest';
import { resultName, safeBaseName } from './names';

describe('resultName', () => {
  it('joins both base names', () => {
    expect(resultName('studio-man.mp4', 'news.wav')).toBe('studio-man__news.mp4');
  });
  it('keeps Chinese', () => {
    expect(resultName('王老师 讲课.MOV', '新闻稿（第2版）.mp3')).toBe('王老师_讲课__新闻稿（第2版）.mp4');
  });
});

describe('safeBaseName', () => {
  it.each([
    ['a/b\\c:d*e?f"g<h>i|j.mp4', 'a_b_c_d_e_f_g_h_i_j'],
    ['tab\tand\u0000null.wav', 'taband null'.replace(' ', '')],
    ['evil\u202Egpj.mp4', 'evilgpj'],
    ['talk.v1.2.webm', 'talk.v1.2'],
    ['no-extension', 'no-extension'],
    ['..hidden..mp4', 'hidden'],
    ['Cafe\u0301.mp4', 'Café'],
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
