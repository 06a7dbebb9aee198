import type { Texts } from '../texts';

export const offline = {
  'offline.saving': (share: string, size: string) => `Saving for offline use: ${share} of ${size}`,
  'offline.ready': () => 'Works without internet',
  'offline.failed': () => 'Not everything is saved for offline use yet. Koubo continues at your next visit.',
  'offline.metered': () =>
    'Data saver is on in this browser, so the files for offline use were not downloaded.',
  'offline.keep': (size: string) => `Download now (${size})`,
  'firstLoad.text': (size: string) =>
    `On the first visit the program and its models (${size}) are saved in this browser, once.`,
  'firstLoad.begin': () => 'You can start meanwhile.',
  'firstLoad.left': (time: string) => `About ${time} left.`,
  'traffic.title': () => 'Nothing leaves this device',
  'traffic.intro': () =>
    'Your videos, recordings and results are worked on in this browser and stay in it. This page counts every network request, so you need not take our word for it.',
  'traffic.elsewhere': () => 'requests to other addresses',
  'traffic.sent': () => 'sent along with requests',
  'traffic.refused': () => 'attempts stopped before they left',
  'traffic.own': () => 'requests for files of the app itself',
  'traffic.all-seen': () => 'Counted since this page was opened, for the page and all its background work.',
  'traffic.page-only': () =>
    'Counted since this page was opened, for the page alone so far. Once the app is saved for use without internet and the page is loaded again, its background work is counted too.',
  'traffic.how': () => 'How to check',
  'traffic.how-work': () =>
    'Once the line at the bottom says “Works without internet”, you can unplug the network and make a video all the same.',
  'traffic.how-check': () =>
    'For your IT department: the developer tools (F12, Network) show every request. None but those for the app’s own files should be there.',

  'ways.intro': () =>
    'The page tells the browser to refuse every address but the one it came from, so that even a fault in Koubo sends nothing elsewhere. What this browser makes of that was just tried:',
  'ways.requests': () => 'Requests to other addresses',
  'ways.direct': () => 'Direct connections to other computers (WebRTC)',
  'ways.leaving': () => 'Links and pages that lead elsewhere',
  'ways.trying': () => 'being tried…',
  'ways.verdict.stopped': () => 'stopped by this browser',
  'ways.verdict.taken': () =>
    'not stopped by this browser; Koubo itself blocks this way, which is weaker. A current Chrome or Edge stops it.',
  'ways.verdict.open': () => 'not stopped by this browser. A current Chrome or Edge stops it.',
  'ways.verdict.unknown': () => 'could not be tried here.',

  'shared.title': (count: number) =>
    count === 1 ? 'Take the file that was sent here?' : `Take the ${count} files that were sent here?`,
  'shared.more': (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  'shared.text': () =>
    'Another app or a website sent this; the browser does not say which. Take it only if you have just shared it with Koubo yourself. It stays on this device either way.',
  'shared.take': () => 'Take',
  'shared.leave': () => 'Do not take',

  'update.ready': () => 'A new version is ready.',
  'update.replaced': () => 'Koubo was updated. Reload the page; waiting videos then go on.',
  'update.reload': () => 'Reload',
  'update.later': () => 'Later',
  'update.working': () => 'A video is being made. Reload when it is done.',
} satisfies Texts;
