import type { Texts } from '../../texts';

export const lines = {
  'lines.headline': () => 'Dub along subtitles',
  'lines.intro': () =>
    'Drop a video, its subtitles and a recording for each line. Lines without one stay as they were filmed.',
  'lines.needSheet': () => 'Choose the subtitles first.',
  'lines.needSpeech': () => 'Choose a recording for at least one line.',
  'lines.ready': (said: number, all: number) => `${said} of ${all} lines are replaced.`,
  'lines.longer': (seconds: string) => `The video becomes ${seconds} longer.`,
  'lines.shorter': (seconds: string) => `The video becomes ${seconds} shorter.`,
} satisfies Texts;
