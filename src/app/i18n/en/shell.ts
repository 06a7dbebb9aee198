import type { Texts } from '../texts';

export const shell = {
  /** Chooses among texts that lie elsewhere: what painters are called. */
  'language.code': () => 'en',
  'app.name': () => 'Koubo',
  'app.headline': () => 'New words, same face.',
  'app.intro': () =>
    'Give it a video of someone talking and a new recording. You get the video back, with the mouth saying the new words.',
  'app.skip': () => 'Skip to the studio',

  'nav.label': () => 'Pages',
  'nav.make': () => 'Make',
  'nav.results': () => 'Results',
  'nav.storage': () => 'Storage',
  'nav.log': () => 'Log',
  'page.failed.title': () => 'This page did not load',
  'page.failed.text': () => 'You may be offline, or the app was updated. Your files and results are safe.',
  'page.failed.reload': () => 'Reload',

  'help.open': () => 'Help',
  'help.title': () => 'How Koubo works',
  'help.close': () => 'Close',
  'help.step.1': () =>
    'Drop a video of someone talking and a new recording anywhere on the page, or choose them.',
  'help.step.2': () =>
    'Press “Make the video”. Koubo finds the face, listens to the recording and draws the mouth anew, frame by frame.',
  'help.step.3': () =>
    'Watch the result beside the original and download it. You will also find it under Results.',
  'help.formats': () => 'What can be read',
  'formats.file': () => 'File',
  'formats.direct': () => 'Read as it is',
  'formats.converted': () => 'Converted first, on this computer',
  'formats.note': () =>
    'Browsers with more decoders read more of it as it is. The sound of any video can be the speech; pictures need “Drawn by AI”. A file that cannot be read is refused as soon as you drop it, with the reason.',
  'help.keys': () => 'Keyboard',
  'help.key.tab': () => 'To the next and the previous control',
  'help.key.spaceBar': () => 'Space',
  'help.key.press': () => 'Press a button, open a file, choose',
  'help.key.arrows': () => 'Move a slider, a choice, or from item to item in a list',
  'help.key.escape': () => 'Close what is open',
  'help.key.help': () => 'This help',

  'privacy.short': () => 'Nothing leaves this device',
  'privacy.long': () =>
    'Your files are read, worked on and stored in this browser. Nothing is uploaded, and there is no account.',
  'footer.licence': () => 'Open source, Apache-2.0',
  'footer.version': (version: string) => `Version ${version}`,
  'footer.runBy': (name: string) => `Provided by ${name}`,
  'footer.contact': (contact: string) => `Contact: ${contact}`,
  'footer.consent': () => 'Use it only with the consent of the person in the video.',

  'language.switch': () => '中文',
  'language.label': () => '中文: switch to Chinese',
  'theme.dark': () => 'Switch to the dark theme',
  'theme.light': () => 'Switch to the light theme',

  'notice.title': () => 'Good to know',
  'notice.dismiss': () => 'Got it',

  'notice.no-isolation': () =>
    'The way this site is set up lets Koubo use one processor core only, so it takes longer. The result is the same.',
  'list.comma': () => ', ',
  'list.named': (name: string, value: string) => `${name}: ${value}`,
  'list.sentences': (first: string, second: string) => `${first} ${second}`,

  'notice.not-secure': () =>
    'This address is not secure, and browsers refuse such pages what Koubo needs. Ask whoever runs this page for an address that begins with https://.',
  'notice.no-webcodecs': () =>
    'This browser lacks, or has turned off, something that Koubo needs (WebCodecs, WebAssembly, file storage). Update it, or open this page in a current Chrome, Edge or Firefox, outside a private window.',
  'notice.no-h264': () =>
    'This browser cannot read H.264 video, which Koubo needs. On Linux, install the FFmpeg libraries of your system (Debian, Ubuntu: libavcodec-extra) and start the browser again, or open this page in Chrome or Edge.',
} satisfies Texts;
