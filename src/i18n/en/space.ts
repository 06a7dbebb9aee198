import type { Texts } from '../texts';

export const space = {
  'notice.storage': () =>
    'This browser refuses to store files for this page. Leave private browsing or allow site data, then reload.',
  'space.title': () => 'Storage',
  'space.intro': () =>
    'What Koubo keeps in this browser, and what of it can go. Nothing of it lies anywhere else.',
  'space.used': (used: string, free: string) => `${used} used, ${free} free`,
  'space.unknown': () => 'This browser does not say how much room there is.',
  'space.low': (free: string) => `Only ${free} are free. Remove something below, or make room on the disk.`,
  'space.measuring': () => 'Counting…',
  'space.persistent.yes': () => 'The browser keeps these files until you remove them.',
  'space.persistent.no': () => 'The browser may clear these files when the disk gets full.',
  'space.persistent.ask': () => 'Ask it to keep them',
  'space.persistent.refused': () =>
    'It did not agree. Installing Koubo as an app or bookmarking it often helps. Download what matters.',
  'space.group.results': () => 'Results',
  'space.group.results.text': () => 'The videos that were made.',
  'space.group.inputs': () => 'Your videos and recordings',
  'space.group.inputs.text': () =>
    'Copies that jobs are made from, so that they survive a reload. Without them a result cannot be compared or made again.',
  'space.group.caches': () => 'Analyses and conversions',
  'space.group.caches.text': () =>
    'What was found out about your files. Without it the next job with the same file takes longer.',
  'space.group.networks': () => 'Networks you added',
  'space.group.networks.text': () => 'ONNX files for the Wav2Lip engine.',
  'space.group.work': () => 'Work in progress',
  'space.group.work.text': () => 'What lets a job go on where it was. It goes with its job.',
  'space.group.app': () => 'The app and its records',
  'space.group.app.text': () => 'Program and models for use without a network, lists and log.',
  'space.count': (count: number) => (count === 1 ? '1 file' : `${count} files`),
  'space.needed': (count: number) =>
    count === 1 ? 'A waiting job needs 1 of them.' : `Waiting jobs need ${count} of them.`,
  'space.remove.results': () => 'Delete all results',
  'space.remove.inputs': () => 'Remove copies',
  'space.remove.caches': () => 'Remove analyses',
  'space.remove.networks': () => 'Remove networks',
  'space.confirm': (count: number, bytes: string) =>
    `Remove ${count === 1 ? '1 file' : `${count} files`} (${bytes}) for good?`,
  'space.confirmYes': () => 'Remove',
  'space.confirmNo': () => 'Keep',
  'space.removed': () => 'Removed.',
  'space.rules.title': () => 'Clean up by itself',
  'space.rules.text': () => 'At every start and after each job. What a waiting job needs always stays.',
  'space.rule.inputDays': () => 'Remove copies of videos and recordings not used for',
  'space.rule.resultCount': () => 'Keep only the newest results, at most',
  'space.rule.resultDays': () => 'Delete results older than',
  'space.rule.cacheBytes': () => 'Keep analyses and conversions up to',
  'space.rule.lowSpaceBytes': () => 'Remove all analyses when there is less free than',
  'space.unit.days': () => 'days',
  'space.unit.results': () => 'results',
  'space.unit.gigabytes': () => 'GB',
  'space.due': (count: number, bytes: string) =>
    `These rules would remove ${count === 1 ? '1 file' : `${count} files`} (${bytes}) now.`,
  'space.dueNone': () => 'These rules would remove nothing now.',
  'space.cleanUp': () => 'Clean up now',
} satisfies Texts;
