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
  'fix.pace': () => 'Speak it faster or slower so that it fits',
  'fix.faster': (share: string) => `It is spoken ${share} faster.`,
  'fix.slower': (share: string) => `It is spoken ${share} slower.`,
  'fix.needSentence': () => 'Choose the sentence that is to be said anew.',
  'fix.fits': (gap: string, said: string) => `The sentence has ${gap}, the new one lasts ${said}.`,
  'fix.runsOn': (gap: string, said: string) =>
    `The sentence has ${gap}, the new one lasts ${said}: it runs on over what follows.`,
  'fix.cut': (said: string) => `The video ends before the new sentence (${said}) does; its end is left out.`,
} satisfies Texts;
