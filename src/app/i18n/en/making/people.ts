import type { Texts } from '../../texts';

export const people = {
  'people.headline': () => 'Two people',
  'people.intro': () => 'Drop a video with several people, and give each of them their own recording.',
  'people.needSpeech': () => 'Choose a recording for at least one person.',
  'people.ready': (said: number) =>
    said === 1 ? 'One recording is said in the video.' : `${said} recordings are said in the video.`,
} satisfies Texts;
