import type { Texts } from '../../texts';

export const face = {
  'face.title': () => 'The face',
  'face.looking': () => 'Looking for faces in the video…',
  'face.converting': () => 'Faces are looked for as soon as the video is converted.',
  'face.failed': () => 'The video could not be checked for faces. You can start all the same.',
  'face.none': () =>
    'No face was found. Choose a video in which a face is large, well lit and turned to the camera.',
  'face.fine': () => 'The face is clearly visible from start to end.',
  'face.people': (count: number) => `${count} people were found. Who should speak?`,
  'face.person': (number: number) => `Person ${number}`,
  'face.share': (share: string) => `in ${share} of the video`,
  'face.bar': () => 'Click to go there, drag to keep a stretch as filmed.',
  'face.barSaid': () => 'Where something new is said',
  'face.barSaidHint': () => 'The green lines above show where something new is said.',
  'face.findings': (count: number) =>
    count === 1 ? 'One place stays as it was filmed' : `${count} places stay as they were filmed`,
  'face.fault.no-face': () => 'No face',
  'face.fault.side': () => 'Seen from the side',
  'face.fault.covered': () => 'Something in front of the mouth',
  'face.hardlyOpens': () =>
    'The mouth hardly opens in this video. There are no teeth to show, so the new speech will move the lips only a little. For a mouth that opens, choose a video in which the person speaks.',
  'face.several': () => 'Several people',
  'face.cut': () => 'Cut',
  'face.kept': () => 'Kept as filmed',
  'face.at': (kind: string, from: string, to: string) => `${kind}, ${from} to ${to}`,
  'face.keepFrom': () => 'Keep from here',
  'face.keepTo': () => 'Keep up to here',
  'face.keepDrop': () => 'Cancel',
  'face.keepBegun': (from: string) =>
    `From ${from}. Go to where the stretch ends, then press “Keep up to here”.`,
  'face.range': (from: string, to: string) => `${from} to ${to}`,
  'face.release': (from: string, to: string) => `Stop keeping ${from} to ${to}`,
} satisfies Texts;
