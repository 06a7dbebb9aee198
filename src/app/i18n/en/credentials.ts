import type { Texts } from '../texts';

export const credentials = {
  'settings.credentials': () =>
    'Every MP4 also carries a signed note of how it was made (Content Credentials).',
  'settings.credentials.more': () => 'What it says',

  'credentials.title': () => 'The signed note in results',
  'credentials.tells': () =>
    'Programs that read Content Credentials (C2PA) show that AI made the mouth, with which app and when, and which video and recording were used: the names of both files and their SHA-256. Anyone who gets the result can read this. If a file’s name should stay private, rename the file first.',
  'credentials.signed': () =>
    'The note is signed with a key of this browser that nobody has vouched for (self-signed). Viewers will call the signer unknown or not trusted. If picture or sound are changed afterwards, they notice.',
  'credentials.key': () =>
    'The key names nobody, cannot be copied out of this browser, and is deleted with “Clear everything”. Results with the same key can be told to come from the same browser.',
  'credentials.lost': () =>
    'When the video is re-encoded, as most video platforms do, the note is lost. The label in the picture stays.',

  'credentials.result': () => 'Signed note in the file',
  'credentials.signer': () => 'Signed by',
  'credentials.signer.self': () =>
    'The key of the browser that made it (self-signed; viewers say “unknown signer”)',
  'credentials.certificate': () => 'Its certificate, SHA-256',
  'credentials.video': () => 'Video, SHA-256',
  'credentials.speech': () => 'Speech, SHA-256',
} satisfies Texts;
