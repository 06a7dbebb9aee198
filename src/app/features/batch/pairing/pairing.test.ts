import { describe, expect, it } from 'vitest';
import { pairAll, pairByName, type Pairing } from './pairing';

const files = (...names: string[]) => names.map((name) => ({ name }));
const told = ({ pairs }: Pairing<{ name: string }, { name: string }>) =>
  pairs.map(({ video, speech }) => `${video.name} + ${speech.name}`);
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('every speech with every video', () => {
  it.each([
    { videos: ['a.mp4'], speeches: ['1.mp3', '2.mp3'], pairs: ['a.mp4 + 1.mp3', 'a.mp4 + 2.mp3'] },
    { videos: ['a.mp4', 'b.mp4'], speeches: ['1.mp3'], pairs: ['a.mp4 + 1.mp3', 'b.mp4 + 1.mp3'] },
    {
      videos: ['a.mp4', 'b.mp4'],
      speeches: ['1.mp3', '2.mp3'],
      pairs: ['a.mp4 + 1.mp3', 'a.mp4 + 2.mp3', 'b.mp4 + 1.mp3', 'b.mp4 + 2.mp3'],
    },
    { videos: ['a.mp4'], speeches: [], pairs: [] },
  ])('$videos × $speeches', ({ videos, speeches, pairs }) => {
    expect(told(pairAll(files(...videos), files(...speeches)))).toEqual(pairs);
  });
});

describe('pairs by file name', () => {
  it.each([
    [
      'the same name',
      ['王老师.mp4', '李老师.mp4'],
      ['李老师.mp3', '王老师.mp3'],
      ['王老师.mp4 + 王老师.mp3', '李老师.mp4 + 李老师.mp3'],
    ],
    [
      'case, width and marks',
      ['Ann_Lee.MP4', '课１.mp4'],
      ['ann-lee.wav', '课1.wav'],
      ['Ann_Lee.MP4 + ann-lee.wav', '课１.mp4 + 课1.wav'],
    ],
    [
      'role words',
      ['video_ann.mp4', '王芳视频.mp4'],
      ['ann (voice).wav', '王芳录音.m4a'],
      ['video_ann.mp4 + ann (voice).wav', '王芳视频.mp4 + 王芳录音.m4a'],
    ],
    [
      'one video, many speeches',
      ['王老师.mp4'],
      ['王老师_第一课.mp3', '王老师第二课.mp3'],
      ['王老师.mp4 + 王老师_第一课.mp3', '王老师.mp4 + 王老师第二课.mp3'],
    ],
    [
      'one speech, many videos',
      ['notice-a.mp4', 'notice-b.mp4'],
      ['notice.wav'],
      ['notice-a.mp4 + notice.wav', 'notice-b.mp4 + notice.wav'],
    ],
    [
      'the longest beginning',
      ['ann.mp4', 'ann lee.mp4'],
      ['ann lee 1.wav', 'ann 2.wav'],
      ['ann.mp4 + ann 2.wav', 'ann lee.mp4 + ann lee 1.wav'],
    ],
    [
      'numbers, with zeros',
      ['video01.mp4', 'video10.mp4'],
      ['audio10.wav', 'audio1.wav'],
      ['video01.mp4 + audio1.wav', 'video10.mp4 + audio10.wav'],
    ],
  ])('%s', (_, videos, speeches, pairs) => {
    const pairing = pairByName(files(...videos), files(...speeches));
    expect(told(pairing)).toEqual(pairs);
    expect([...pairing.unpaired.videos, ...pairing.unpaired.speeches, ...pairing.ambiguous]).toEqual([]);
  });

  it.each([
    ['a number that goes on', '课1.mp4', '课10.mp3'],
    ['a word that goes on', 'ann.mp4', 'anna.mp3'],
    ['a single character', '王.mp4', '王老师.mp3'],
    ['nothing but role words', 'video.mp4', 'audio.mp3'],
  ])('does not take %s for the same', (_, video, speech) => {
    const pairing = pairByName(files(video), files(speech));
    expect(pairing.pairs).toEqual([]);
    expect(names(pairing.unpaired.videos)).toEqual([video]);
    expect(names(pairing.unpaired.speeches)).toEqual([speech]);
  });

  it('leaves it to the user where two fit one', () => {
    const pairing = pairByName(files('王.mp4', '张.mp4'), files('王.mp3', '王.wav', '张.mp3', '赵.mp3'));
    expect(told(pairing)).toEqual(['张.mp4 + 张.mp3']);
    expect(pairing.ambiguous.map(({ videos, speeches }) => [names(videos), names(speeches)])).toEqual([
      [['王.mp4'], ['王.mp3', '王.wav']],
    ]);
    expect(names(pairing.unpaired.speeches)).toEqual(['赵.mp3']);
  });

  it('leaves two files of the same number to the user', () => {
    const pairing = pairByName(files('a1.mp4', 'b1.mp4'), files('c1.mp3'));
    expect(pairing.pairs).toEqual([]);
    expect(pairing.ambiguous).toHaveLength(1);
  });
});
