import type { Texts } from '../../texts';

export const fix = {
  'fix.headline': () => 'Fix one sentence',
  'fix.intro': () =>
    'Choose the sentence in the video, then record it or drop it. Everything else stays exactly as it is.',
  'fix.which': () => 'Which sentence?',
  'fix.bar': () => 'The sentence to replace',
  'fix.listen': () => 'Listen to this sentence',
  'fix.hint': () =>
    'Play the video to where it is said, then press “Start here” and “End here”. Or drag across the sentence on the waveform.',
  'fix.fit': () => 'If the new sentence is longer or shorter,',
  'fix.fit.as-is': () => 'nothing is changed',
  'fix.fit.pace': () => 'it is spoken faster or slower',
  'fix.fit.picture': () => 'the video becomes longer or shorter',
  'fix.faster': (share: string) => `It is spoken ${share} faster.`,
  'fix.slower': (share: string) => `It is spoken ${share} slower.`,
  'fix.longer': (seconds: string) =>
    `The video becomes ${seconds} longer there, and what follows comes later.`,
  'fix.shorter': (seconds: string) =>
    `The video becomes ${seconds} shorter there, and what follows comes earlier.`,
  'fix.needSentence': () => 'Choose the sentence to replace.',
  'fix.fits': (gap: string, said: string) => `The sentence lasts ${gap}, the new one ${said}.`,
  'fix.runsOn': (gap: string, said: string) =>
    `The sentence lasts ${gap}, the new one ${said}: it will cover what follows.`,
  'fix.cut': (said: string) => `The video ends before the new sentence (${said}) does; its end is left out.`,
} satisfies Texts;
