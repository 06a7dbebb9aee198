import type { DubErrorCode } from '../../../engine/core/errors';
import type { Texts } from '../texts';

/** One for each code that a user can act on. */
type ErrorTexts = { [C in DubErrorCode as `error.${C}`]: () => string };

/** Every text ends with what to do. */
export const errors = {
  'error.input/unreadable': () =>
    'This file could not be read: it is damaged, cut off, or not an audio or video file. Export or copy it again, then drop it here.',
  'error.input/unsupported': () =>
    'Koubo does not know this format. Convert the file to MP4 (H.264) or, for sound, to MP3 or WAV, and try again.',
  'error.input/empty': () =>
    'This file is empty (0 bytes). Check that it was copied completely and choose it again.',
  'error.input/no-video': () =>
    'There is no picture in this file. Choose a video of a person talking; recordings belong under “New speech”.',
  'error.input/picture-size': () =>
    'No face fits into a picture of this size or shape: each side needs 32 to 16,384 pixels. Choose another video or picture.',
  'error.input/edit-rate': () =>
    'A note in this file (its edit list) slows the video down or speeds it up, which cannot be followed here. Export it again from the program it was edited with, so that the speed is in the pictures.',
  'error.input/no-frames': () =>
    'This video has no pictures in it. It was probably not saved to the end; export it again or choose another.',
  'error.input/still': () =>
    'A picture is of no use here, where words of a video are replaced. Choose a video; to let a picture speak, use “One video” or “Many at once”.',
  'error.input/announced': () =>
    'This file says that it holds far more than it does: it is damaged, or was made to do harm. Export it again, or choose another.',
  'error.input/too-fast': () =>
    'This video has more than 1,000 frames a second. Export it at a usual rate (24 to 60), then drop it here.',
  'error.input/too-long': () =>
    'This file is longer than 24 hours, or has more than two million frames. Export the part that you need, then drop it here.',
  'error.input/archive': () =>
    'This archive cannot be opened here: ZIP files of up to 1 GB without a password can. Unpack it, and drop the folder.',
  'error.input/too-slow': () =>
    'Koubo could not find out in reasonable time what is in this file. Try again; if it happens again, export it anew or choose another.',
  'error.input/no-audio': () =>
    'There is no sound in this file. Choose a recording, or a video that has a sound track.',
  'error.input/damaged-sound': () =>
    'The sound of a file is damaged and cannot be read from some point on. Export it again, or use “Use only a part” to leave the damaged part out.',
  'error.input/no-face': () =>
    'No face was found anywhere in the video. Choose one in which a single face is large, well lit and turned to the camera.',
  'error.input/no-person': () =>
    'The person who is to speak is not in this video, or not in the part that is used. Leave the choice open to have whoever is seen speaking, or choose one of the people who were found.',
  'error.input/gone': () => 'This file has been moved or changed. Choose the file again and start over.',
  'error.input/locked': () =>
    'The browser needs your permission to read this file again. Press “Allow files” on the queue page, then try again.',
  'error.input/whose-speech': () =>
    'It is not clear who says this recording. Drop it on that person’s card, or choose it there.',
  'error.input/speech-too-short': () => 'The recording is shorter than 0.2 seconds. Choose a longer one.',
  'error.input/speech-silent': () =>
    'The recording is silent from start to end. Check the microphone or the export, and choose a recording with a voice.',
  'error.script/invalid': () =>
    'The list of sentences has a mistake: a time that is missing or runs backwards, two sentences at the same time, or a name that nobody knows. Correct the entry that is named, and try again.',
  'error.subtitles/unreadable': () =>
    'These subtitles cannot be read. Correct the line that is named, or save them anew as SRT or WebVTT in UTF-8, and try again.',
  'error.subtitles/missing': () =>
    'There are no subtitles yet that these recordings could belong to. Choose the subtitles first, then drop the recordings again.',
  'error.result/damaged': () =>
    'This result was damaged on the disk, perhaps by a power cut. Make it again with the same files; if that happens often, check the disk.',
  'error.codec/no-encoder': () =>
    'This browser cannot write video in the chosen format. Choose MP4 in the settings, or use a current Chrome or Edge, and start again.',
  'error.codec/failed': () =>
    'The video could not be read or written to the end. Try again; if it happens again, convert the video to MP4 (H.264) first.',
  'error.model/failed': () =>
    'A model could not be loaded or run. Reload the page and try again; if that does not help, check that the app was installed completely.',
  'error.model/not-onnx': () =>
    'This file is not an ONNX model, or it was cut off. Download it again, and choose the complete file.',
  'error.model/weights-missing': () =>
    'The weights of this model lie in a second file. Choose both files together, or drop the second one here too.',
  'error.model/other-contract': () =>
    'This ONNX model is not a Wav2Lip one (it takes a sound window of 80 × 16 and a face, and returns a face). Choose another file.',
  'error.model/needs-shader-f16': () =>
    'This model uses half precision, which neither the graphics card nor the processor here supports. Use its full-precision (fp32) file.',
  'error.model/no-numbers': () =>
    'This model answers with values that are not numbers, so no mouth can be drawn with it. Choose another model, or its full-precision (fp32) file.',
  'error.gpu/lost': () =>
    'The graphics card stopped responding. Close other programs that use it, and try again.',
  'error.storage/full': () =>
    'The browser’s storage is full. Delete earlier results on the Storage page or free disk space, and try again.',
  'error.storage/not-written': () =>
    'The file could not be saved there. Choose another place, and try again.',
  'error.worker/crashed': () =>
    'A part of the program stopped unexpectedly, often for lack of memory. Close other tabs and try again, or use a shorter or smaller video.',
  'error.farm/away': () =>
    'The department’s machines do not answer. Check the network and try again, or make the video on this device.',
  'error.farm/token': () =>
    'The department’s machines do not know your access code. Enter it where you choose them, then try again.',
  'error.farm/refused': () =>
    'The department’s machines did not take this, for example because it is too large or enough was sent today. The technical details tell why. Try again later, or make the video on this device.',
  'error.farm/failed': () =>
    'The department’s machines could not make this video. The technical details tell why. Try again, or make it on this device.',
  'error.job/stalled': () =>
    'This stage made no progress for more than a minute and was ended, so that the next job can start. Try again; if it stops there again, use another file or model.',
} satisfies ErrorTexts & Texts;
