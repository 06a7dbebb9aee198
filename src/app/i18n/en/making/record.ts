import type { Texts } from '../../texts';

export const record = {
  'record.open': () => 'Record with the microphone',
  'record.title': () => 'Record speech',
  'record.close': () => 'Close',
  'record.privacy': () =>
    'The browser asks for the microphone first. The recording does not leave this device.',
  'record.start': () => 'Start recording',
  'record.asking': () => 'Waiting for the microphone. Please allow it when the browser asks.',
  'record.elapsed': () => 'Recorded so far',
  'record.level': () => 'Level',
  'record.stop': () => 'Stop',
  'record.bar': () => 'Part of the recording that is kept',
  'record.trim': () => 'Drag the two ends to cut off what you do not want.',
  'record.kept': (length: string) => `${length} will be kept`,
  'record.again': () => 'Record again',
  'record.use': () => 'Use this recording',
  'record.name': (time: string) => `Recording ${time}.wav`,
  'record.retry': () => 'Try again',
  'record.denied': () =>
    'The browser does not allow the microphone here. Click the icon beside the address, allow the microphone, and try again.',
  'record.missing': () =>
    'No microphone was found. Connect one and try again, or choose an existing recording.',
  'record.busy': () => 'Another program is using the microphone. Close it and try again.',
  'record.unavailable': () =>
    'This browser cannot record here. Record with another program, and choose the file.',
} satisfies Texts;
