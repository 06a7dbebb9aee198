import type { Texts } from '../texts';

export const privacy = {
  'nav.privacy': () => 'Privacy',
  'privacy.title': () => 'Privacy',
  'privacy.consents': () => 'Confirmed permissions',
  'privacy.consents.text': (count: number) =>
    count === 0
      ? 'Nothing was confirmed in this browser yet. You are asked before a new video is first used.'
      : count === 1
        ? 'Permission to use one video was confirmed in this browser. The audit file says who did, when, and the file’s hash.'
        : `Permission to use ${count} videos was confirmed in this browser. The audit file says who did, when, and the files’ hashes.`,
  'privacy.consents.csv': () => 'Audit file (CSV)',
  'privacy.consents.json': () => 'Audit file (JSON)',

  'clear.title': () => 'Clear everything',
  'clear.text': () =>
    'Deletes all that this app keeps in this browser: videos, speech, results, the queue, mouth models, settings, the log, confirmed permissions, the key that signs results, and the copy of the app for use offline. What you have downloaded stays.',
  'clear.button': () => 'Clear everything…',
  'clear.confirm': () => 'Delete all of it for good? Work in progress is stopped.',
  'clear.yes': () => 'Delete everything',
  'clear.no': () => 'Keep',
  'clear.shared': () => 'This is a shared computer',
  'clear.shared.text': () =>
    'When the last page of the app was closed, all of it is deleted the next time the app is opened, before anything is shown. Until then it stays on this computer.',
  'clear.shared.forced': () => 'The organisation that runs this app has decided this.',
  'cleared.title': () => 'Everything is deleted',
  'cleared.text': () =>
    'It was checked afterwards: this browser holds no files, records, caches or settings of this app any more. You may close this page.',
  'cleared.left.title': () => 'Not everything could be deleted',
  'cleared.left.text': (names: string) =>
    `Left: ${names}. Close all other pages of this app, then try again, or delete this site’s data in the browser’s settings.`,
  'cleared.again': () => 'Try again',
  'cleared.start': () => 'Start the app anew',
} satisfies Texts;
