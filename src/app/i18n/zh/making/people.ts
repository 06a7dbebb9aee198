import type { people as en } from '../../en/making/people';
import type { Translation } from '../../texts';

export const people: Translation<typeof en> = {
  'people.headline': () => '两人对话',
  'people.intro': () => '拖入有几个人的视频，再给每个人各自的录音。',
  'people.needSpeech': () => '请至少给一个人选择录音。',
  'people.ready': (said) => `视频中将说出 ${said} 段录音。`,
};
