import type { Held } from '../../storage/records/inputs';
import type { Job } from '../../jobs/job';
import type { Texts } from '../texts';

type Phase =
  Exclude<Job['state'], 'running'> | 'sending' | 'analysing' | 'rendering' | 'finishing' | 'resumable';
type PhaseTexts = { [P in Phase as `phase.${P}`]: () => string };
type HeldTexts = { [H in Held as `held.${H}`]: () => string };

export const queue = {
  'nav.queue': () => 'Queue',
  'nav.count': (count: number) => (count === 1 ? '1 job left' : `${count} jobs left`),

  'queue.title': () => 'Queue',
  'queue.empty': () => 'Nothing is waiting',
  'queue.emptyText': () => 'Videos that you start wait here for their turn, one after the other.',
  'queue.toMake': () => 'Make a video',
  'queue.ofTotal': (ended: number, total: number) => `${ended} of ${total} finished`,
  'queue.failedCount': (count: number) => `${count} failed`,
  'queue.left': (time: string) => `About ${time} left in total`,
  'queue.whole': () => 'All jobs',
  'queue.isPaused': () => 'Paused',
  'queue.watching': () => 'Another tab is doing the work. You can follow and control it here.',
  'queue.pause': () => 'Pause',
  'queue.resume': () => 'Resume',
  'queue.cancelAll': () => 'Cancel all',
  'queue.cancelAllSure': (count: number) => `Cancel ${count} jobs?`,
  'queue.keep': () => 'Keep going',
  'queue.notify': () => 'Notify me when done',
  'queue.notifyOff': () => 'Do not notify me',
  'queue.notifyRefused': () => 'Notifications are blocked for this page in the browser’s settings.',
  'queue.open': () => 'Running and waiting',
  'queue.ended': () => 'Ended',
  'queue.retryFailed': () => 'Retry failed jobs',
  'queue.clear': () => 'Clear list',
  'queue.clearHint': () => 'The videos stay under Results.',

  'queue.names': (video: string, speech: string) => `${video} with ${speech}`,
  'queue.batch': (name: string) => `Batch: ${name}`,
  'queue.elapsed': (time: string) => `${time} so far`,
  'queue.took': (time: string) => `took ${time}`,
  'queue.cancelOne': (names: string) => `Cancel: ${names}`,
  'queue.up': (names: string) => `Move up: ${names}`,
  'queue.down': (names: string) => `Move down: ${names}`,
  'queue.first': (names: string) => `Do next: ${names}`,
  'queue.drag': () => 'Drag to change the order',
  'queue.retryOne': (names: string) => `Try again: ${names}`,
  'queue.retry': () => 'Try again',
  'queue.unlock': () => 'Allow files',
  'queue.dismissOne': (names: string) => `Remove from the list: ${names}`,
  'queue.play': (names: string) => `Play: ${names}`,
  'queue.download': (names: string) => `Download: ${names}`,

  'phase.waiting': () => 'Waiting',
  'phase.resumable': () => 'Will continue where it stopped',
  'phase.sending': () => 'Sending the files',
  'phase.analysing': () => 'Analysing',
  'phase.rendering': () => 'Making the picture',
  'phase.finishing': () => 'Finishing',
  'phase.stopping': () => 'Stopping…',
  'phase.done': () => 'Done',
  'phase.failed': () => 'Failed',
  'phase.cancelled': () => 'Cancelled',

  'held.copy': () => 'Files copied into this browser',
  'held.copying': () => 'Files are being copied into this browser',
  'held.handle': () => 'Files are read from where they are',
  'held.page': () => 'Files are available only while this page is open',

  'notify.title': () => 'All videos are done',
  'notify.text': (done: number, failed: number) =>
    failed === 0 ? `${done} done.` : `${done} done, ${failed} failed.`,
} satisfies PhaseTexts & HeldTexts & Texts;
