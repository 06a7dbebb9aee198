import type { Texts } from '../../texts';

export const lines = {
  'lines.headline': () => 'Dub along subtitles',
  'lines.intro': () =>
    'Drop a video, its subtitles, and what is said in each line. Lines without speech stay as they were filmed.',
  'lines.needSheet': () => 'Choose the subtitles first.',
  'lines.needSpeech': () => 'Give at least one line its speech.',
  'lines.ready': (said: number, all: number) => `${said} of ${all} lines are said anew.`,
  'lines.longer': (seconds: string) => `The video becomes ${seconds} longer.`,
  'lines.shorter': (seconds: string) => `The video becomes ${seconds} shorter.`,
} satisfies Texts;
