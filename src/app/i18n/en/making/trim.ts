import type { Texts } from '../../texts';

export const trim = {
  'trim.title': () => 'Use only a part',
  'trim.bar.speech': () => 'Part of the speech that is used',
  'trim.bar.video': () => 'Part of the video that is used',
  'trim.position': () => 'Position',
  'trim.start': () => 'Start',
  'trim.end': () => 'End',
  'trim.startHere': () => 'Start here',
  'trim.endHere': () => 'End here',
  'trim.whole': () => 'Use all of it',
  'trim.used': (from: string, to: string, length: string) => `${from} to ${to}, ${length} long`,
  'trim.usedOf': (name: string, from: string, to: string) => `${name}, ${from} to ${to}`,
  'trim.hint': () =>
    'Drag the two handles or type the times. Or play, and press a button where the part begins or ends.',
  'trim.borrowed': () => 'What you leave out is not shown, but mouth shapes may still be borrowed from it.',
} satisfies Texts;
