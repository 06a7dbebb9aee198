import type { DubErrorCode } from '../../dub/errors';
import type { Texts } from '../texts';

/** One for each code that a user can act on. */
type ErrorTexts = { [C in DubErrorCode as `error.${C}`]: () => string };

/** Every text ends with what to do. */
export const errors = {
  'error.input/unreadable': () =>
    'This file could not be read: it is damaged, cut off, or no audio or video file. Export or copy it again, then drop it here.',
  'error.input/unsupported': () =>
    'This format is not known here. Convert the file to MP4 (H.264) or, for sound, to MP3 or WAV, and try again.',
  'error.input/empty': () =>
    'This file is empty (0 bytes). Check that it was copied completely and choose it again.',
  'error.input/no-video': () =>
    'There is no picture in this file. Choose a video of a person talking; recordings belong on the other side.',
  'error.input/picture-size': () =>
    'No face fits into a picture of this size or shape: each side needs 32 to 16,384 pixels. Choose another video or picture.',
  'error.input/no-frames': () =>
    'This video holds no frames. It was probably not saved to the end; export it again or choose another.',
  'error.input/no-audio': () =>
    'There is no sound in this file. Choose a recording, or a video that has a sound track.',
  'error.input/no-face': () =>
    'No face was found anywhere in the video. Choose one in which a single face is large, well lit and turned to the camera.',
  'error.input/gone': () =>
    'This file is not where it was, or it was changed since. Choose the file again and start anew.',
  'error.input/locked': () =>
    'The browser asks before it reads this file again. Press “Allow files” on the queue page, then try again.',
  'error.input/speech-too-short': () => 'The speech is shorter than 0.2 seconds. Choose a longer recording.',
  'error.input/speech-silent': () =>
    'The recording is silent from start to end. Check the microphone or the export, and choose a recording with a voice.',
  'error.codec/no-encoder': () =>
    'This browser cannot write video in the chosen format. Choose MP4 in the settings, or use a current Chrome or Edge, and start again.',
  'error.codec/failed': () =>
    'The video could not be decoded or written to the end. Try again; if it happens again, convert the video to MP4 (H.264) first.',
  'error.model/failed': () =>
    'A model could not be loaded or run. Reload the page and try again; if it stays, check that the app was installed completely.',
  'error.model/not-onnx': () =>
    'This file is no ONNX model, or it was cut off. Fetch it again from where it came, and choose the complete file.',
  'error.model/other-contract': () =>
    'This ONNX model is not of the Wav2Lip kind (a sound window of 80 × 16 and a face go in, a face comes out). Choose another file.',
  'error.model/needs-shader-f16': () =>
    'This model computes in half precision, which neither the graphics card nor the processor can do here. Use its full-precision (fp32) file.',
  'error.model/no-numbers': () =>
    'This network answers with values that are no numbers, so nothing can be painted from it. Choose another network, or its full-precision (fp32) file.',
  'error.gpu/lost': () =>
    'The graphics card stopped answering. Close other programs that use it, and try again.',
  'error.storage/full': () =>
    'There is no room left in the browser’s storage. Delete earlier results below or free disk space, and try again.',
  'error.storage/not-written': () =>
    'The file could not be written there. Choose another place, and try again.',
  'error.worker/crashed': () =>
    'A part of the program ended unexpectedly, often for lack of memory. Close other tabs and try again, or use a shorter or smaller video.',
  'error.job/stalled': () =>
    'This stage made no progress for more than a minute and was ended, so that the next job can start. Try again; if it stops there again, use another file or network.',
} satisfies ErrorTexts & Texts;
