import type { Texts } from '../texts';

export const shell = {
  'app.name': () => 'Koubo',
  'app.headline': () => 'New words, same face.',
  'app.intro': () =>
    'Give it a video of someone talking and a new recording. You get the video back, with the mouth saying the new words.',
  'app.skip': () => 'Skip to the studio',

  'nav.label': () => 'Pages',
  'nav.make': () => 'Make',
  'nav.results': () => 'Results',
  'nav.log': () => 'Log',
  'page.failed.title': () => 'This page did not load',
  'page.failed.text': () =>
    'The connection may be down, or the app was updated. Your files and results are safe.',
  'page.failed.reload': () => 'Reload',

  'privacy.short': () => 'Nothing leaves this device',
  'privacy.long': () =>
    'Your files are read, worked on and stored in this browser. Nothing is uploaded, and there is no account.',
  'footer.licence': () => 'Open source, Apache-2.0',
  'footer.consent': () => 'Use it only with the consent of the person in the video.',

  'language.switch': () => '中文',
  'language.label': () => '中文: switch to Chinese',
  'theme.dark': () => 'Switch to the dark theme',
  'theme.light': () => 'Switch to the light theme',

  'notice.title': () => 'Good to know',
  'notice.dismiss': () => 'Got it',
  'notice.no-webgpu': () =>
    'This browser offers no WebGPU. Koubo works on the processor instead; the result is the same.',
  'notice.no-isolation': () =>
    'This page was served without cross-origin isolation, so the work runs on a single thread and takes longer.',
  'notice.no-webcodecs': () =>
    'This browser lacks WebCodecs or file storage, and the work cannot be done in it. Open this page in a current Chrome, Edge or Firefox, outside a private window.',
} satisfies Texts;
