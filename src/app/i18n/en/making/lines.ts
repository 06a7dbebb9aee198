import type { Texts } from '../../texts';

export const lines = {
  'lines.headline': () => 'Dub along subtitles',
  'lines.intro': () =>
    'Drop a video, its subtitles, and what is said in each line. Lines without speech stay as they were filmed.',
  'lines.needSheet': () => 'Choose the subtitles first.',
  'lines.needSpeech': () => 'Give at least one line its speech.',
  'lines.ready': (said: number, all: number) => `${said} of ${all} lines are said anew.`,
} satisfies Texts;
