import type { Texts } from '../texts';

export const settings = {
  'engine.title': () => 'How the mouth is made',
  'engine.reuse.title': () => 'From the video itself',
  'engine.reuse.text': () => 'Borrows the person’s own mouth from other moments. Sharp, and nothing to add.',
  'engine.wav2lip.title': () => 'Wav2Lip network',
  'engine.wav2lip.text': () =>
    'A network paints the mouth, also where the person hardly talks. Softer; quick only with a graphics card.',

  'network.advanced': () => 'Settings',
  'network.sharpening': () => 'Sharpening',
  'network.published': () => 'Work exactly as published',
  'network.publishedHint': () =>
    'Whole face box, no matching of colours, picture a little shorter than the sound. For comparisons.',
} satisfies Texts;
