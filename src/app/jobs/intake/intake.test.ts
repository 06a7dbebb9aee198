import { describe, expect, it } from 'vitest';
import { DubError, type DubErrorCode } from '../../../engine/core/errors';
import type { MediaInfo } from '../../../engine/core/media-info';
import { checkFit, type Role } from '../../../engine/job/input/source';
import { speechInfo, videoInfo } from '../testing';

const codeOf = (role: Role, info: MediaInfo): DubErrorCode | null => {
  try {
    checkFit(role, info);
    return null;
  } catch (reason) {
    if (reason instanceof DubError) return reason.code;
    throw reason;
  }
};

describe('checkFit', () => {
  it.each([
    ['a video with a picture', 'video', videoInfo, null],
    ['a silent video', 'video', { ...videoInfo, audio: null }, null],
    ['a recording as the video', 'video', speechInfo, 'input/no-video'],
    [
      'a video without frames',
      'video',
      { ...videoInfo, duration: 0, video: { ...videoInfo.video!, frames: 0 } },
      'input/no-frames',
    ],
    ['a recording', 'speech', speechInfo, null],
    ['a video with sound as the speech', 'speech', videoInfo, null],
    ['a silent video as the speech', 'speech', { ...videoInfo, audio: null }, 'input/no-audio'],
    ['pictures that nobody decodes', 'video', { ...speechInfo, unreadable: ['video'] }, 'input/unsupported'],
    ['their sound as the speech', 'speech', { ...speechInfo, unreadable: ['video'] }, null],
    [
      'sound that nobody decodes',
      'speech',
      { ...videoInfo, audio: null, unreadable: ['audio'] },
      'input/unsupported',
    ],
    ['a click', 'speech', { ...speechInfo, duration: 0.19 }, 'input/speech-too-short'],
    ['a word', 'speech', { ...speechInfo, duration: 0.2 }, null],
  ] as const)('%s', (_, role, info, code) => {
    expect(codeOf(role, info)).toBe(code);
  });
});
