import type { Step } from '../../../engine/core/progress';
import type { Texts } from '../texts';

type StepTexts = { [S in Step as `step.${S}`]: () => string };

export const jobs = {
  'waiting.title': () => 'Waiting for its turn',
  'waiting.paused': () => 'The queue is paused',
  'waiting.before': (jobs: number) => (jobs === 1 ? 'One job comes first.' : `${jobs} jobs come first.`),
  'waiting.resume': () => 'Resume the queue',

  'progress.title': () => 'Making the video',
  'progress.label': () => 'Whole job',
  'progress.starting': () => 'Getting ready…',
  'progress.left': (time: string) => `About ${time} left`,
  'progress.almost': () => 'Almost done',
  'progress.estimating': () => 'Working out how long it takes…',
  'progress.stopping': () => 'Stopping…',
  'progress.cancel': () => 'Cancel',
  'progress.stay': () => 'Keep this tab open. You can use others meanwhile.',
  'progress.cancelled': () => 'Cancelled. Your files are still here.',
  'progress.stages': () => 'Stages',
  'progress.stageDone': () => 'done',
  'progress.stageRunning': (percent: string) => `running, ${percent}`,
  'progress.stageWaiting': () => 'to come',
  'step.probe': () => 'Reading the files',
  'step.convert': () => 'Converting',
  'step.track': () => 'Finding the face',
  'step.listen': () => 'Analysing the speech',
  'step.plan': () => 'Choosing mouth shapes',
  'step.render': () => 'Making the picture',
  'step.sign': () => 'Adding the signed note',

  'failed.title': () => 'The video could not be made',
  'failed.at': (step: string) => `Failed at: ${step}`,
  'failed.retry': () => 'Try again',
  'failed.close': () => 'Back',
  'failed.detail': () => 'Technical details (for a report)',
} satisfies StepTexts & Texts;
