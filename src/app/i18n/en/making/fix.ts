import type { Texts } from '../../texts';

export const fix = {
  'fix.headline': () => 'Say one sentence anew',
  'fix.intro': () =>
    'Choose the sentence in the video, then record it or drop it. All else stays exactly as it is.',
  'fix.which': () => 'Which sentence?',
  'fix.bar': () => 'The sentence that is said anew',
  'fix.listen': () => 'Listen to this sentence',
  'fix.hint': () =>
    'Play the video to where it is said, then drag the two handles or press “Start here” and “End here”.',
  'fix.fit': () => 'Where the new sentence is longer or shorter,',
  'fix.fit.as-is': () => 'nothing is changed',
  'fix.fit.pace': () => 'it is spoken faster or slower',
  'fix.fit.picture': () => 'the video becomes longer or shorter',
  'fix.faster': (share: string) => `It is spoken ${share} faster.`,
  'fix.slower': (share: string) => `It is spoken ${share} slower.`,
  'fix.longer': (seconds: string) =>
    `The video becomes ${seconds} longer there, and all that follows comes later.`,
  'fix.shorter': (seconds: string) =>
    `The video becomes ${seconds} shorter there, and all that follows comes earlier.`,
  'fix.needSentence': () => 'Choose the sentence that is to be said anew.',
  'fix.fits': (gap: string, said: string) => `The sentence has ${gap}, the new one lasts ${said}.`,
  'fix.runsOn': (gap: string, said: string) =>
    `The sentence has ${gap}, the new one lasts ${said}: it runs on over what follows.`,
  'fix.cut': (said: string) => `The video ends before the new sentence (${said}) does; its end is left out.`,
} satisfies Texts;
