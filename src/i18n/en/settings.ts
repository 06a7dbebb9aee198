import type { Texts } from '../texts';

export const settings = {
  'engine.title': () => 'How the mouth is made',
  'engine.reuse.title': () => 'From the video itself',
  'engine.reuse.text': () => 'Borrows the person’s own mouth from other moments. Sharp, and nothing to add.',
  'engine.wav2lip.title': () => 'Wav2Lip network',
  'engine.wav2lip.text': () =>
    'A network paints the mouth, also where the person hardly talks. Softer; quick only with a graphics card.',

  'settings.label': () => 'Label',
  'settings.label.hint': () =>
    'The first two seconds say that the video is AI-generated. Many places require it; leave it out only where you may.',
  'settings.label.locked': () => 'Whoever runs this app requires the label.',
  'settings.label.top-right': () => 'Top right',
  'settings.label.top': () => 'Top',
  'settings.label.top-left': () => 'Top left',
  'settings.label.bottom-right': () => 'Bottom right',
  'settings.label.bottom': () => 'Bottom',
  'settings.label.bottom-left': () => 'Bottom left',
  'settings.label.off': () => 'None',
  'settings.labelText': () => 'Words of the label',
  'settings.labelText.hint': () => 'Both are understood by most viewers.',
  'settings.labelText.both': () => 'AI 生成 · AI-generated',
  'settings.labelText.zh': () => 'AI 生成',
  'settings.labelText.en': () => 'AI-generated',

  'network.advanced': () => 'Settings',
  'network.sharpening': () => 'Sharpening',
  'network.published': () => 'Work exactly as published',
  'network.publishedHint': () =>
    'Whole face box, no matching of colours, picture a little shorter than the sound. For comparisons.',
} satisfies Texts;
