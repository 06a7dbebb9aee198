import type { DubErrorCode } from '../dub/errors';
import type { Step } from '../dub/progress';

type ErrorTexts = { [C in DubErrorCode as `error.${C}`]: () => string };
type StepTexts = { [S in Step as `step.${S}`]: () => string };
type Texts = Record<string, (...values: never[]) => string>;

/** English. Every error text ends with what to do. */
export const en = {
  'app.name': () => 'Koubo',
  'app.tagline': () => 'Lip-sync studio',
  'app.headline': () => 'New words, same face.',
  'app.intro': () =>
    'Give it a video of someone talking and a new recording. You get the video back, with the mouth saying the new words.',
  'app.skip': () => 'Skip to the studio',
  'privacy.short': () => 'Nothing leaves this device',
  'privacy.long': () =>
    'Your files are read, worked on and stored in this browser. Nothing is uploaded, and there is no account.',
  'footer.licence': () => 'Open source, Apache-2.0',
  'footer.consent': () => 'Use it only with the consent of the person in the video.',

  'language.switch': () => '中文',
  'language.label': () => '中文: switch to Chinese',
  'theme.dark': () => 'Switch to the dark theme',
  'theme.light': () => 'Switch to the light theme',

  'speech.title': () => 'New speech',
  'speech.empty': () => 'Drop a recording here',
  'speech.formats': () => 'MP3, WAV, M4A, AAC, OGG, FLAC, or a video with sound',
  'speech.hint': () => 'A clear voice without music works best.',
  'video.title': () => 'Video',
  'video.empty': () => 'Drop a video here',
  'video.formats': () => 'MP4, MOV, WebM, MKV, AVI and more; JPEG, PNG or WebP for a Wav2Lip network',
  'video.hint': () => 'One person, facing the camera and talking.',
  'file.pick': () => 'Choose a file',
  'file.replace': () => 'Replace',
  'file.remove': () => 'Remove',
  'file.removeNamed': (name: string) => `Remove ${name}`,
  'file.release': () => 'Let go to use this file',
  'file.checking': () => 'Reading the file…',
  'file.noPreview': () => 'This browser cannot play the format here. It will be converted when you start.',
  'fact.length': () => 'Length',
  'fact.size': () => 'Size',
  'fact.picture': () => 'Picture',
  'fact.rate': () => 'Frame rate',
  'fact.sound': () => 'Sound',
  'fact.noSound': () => 'None',
  'fact.channels': (count: number) => (count === 1 ? 'mono' : count === 2 ? 'stereo' : `${count} channels`),

  'advice.title': () => 'What works best',
  'advice.front.title': () => 'Facing the camera',
  'advice.front.text': () => 'Head turned no more than a little.',
  'advice.light.title': () => 'Evenly lit',
  'advice.light.text': () => 'No hard shadow across the mouth.',
  'advice.mouth.title': () => 'Mouth in view',
  'advice.mouth.text': () => 'No hand, mask or microphone in front.',
  'advice.talking.title': () => 'Talking on film',
  'advice.talking.text': () => 'The new mouth is made from the person’s own; ten seconds of talk are plenty.',
  'advice.resolution.title': () => '720p to 1080p',
  'advice.resolution.text': () => 'Smaller looks soft, larger takes longer.',

  'engine.title': () => 'How the mouth is made',
  'engine.reuse.title': () => 'From the video itself',
  'engine.reuse.text': () => 'Borrows the person’s own mouth from other moments. Sharp, and nothing to add.',
  'engine.wav2lip.title': () => 'Wav2Lip network',
  'engine.wav2lip.text': () =>
    'A network paints the mouth, also where the person hardly talks. Softer; quick only with a graphics card.',

  'network.list': () => 'Networks',
  'network.none': () => 'No network here yet. Add an ONNX file of a Wav2Lip network that you may use.',
  'network.add': () => 'Add ONNX files',
  'network.folder': () => 'Add a folder',
  'network.hint': () => 'Or drop them here. They stay in this browser.',
  'network.builtIn': () => 'built in',
  'network.face': (size: number) => `Faces of ${size} × ${size}`,
  'network.licence': (licence: string) => `Licence: ${licence}`,
  'network.loading': () => 'Loading…',
  'network.reading': (name: string) => `Reading ${name}…`,
  'network.known': (source: string) => `These are published weights: ${source}.`,
  'network.unknown': () =>
    'Nobody here knows this file. Say what it is and under which terms you may use it; both will stand beside every result made with it.',
  'network.name': () => 'Name',
  'network.terms': () => 'Licence or terms of use',
  'network.agree': () => 'I may use this network under these terms.',
  'network.agreeNonCommercial': () =>
    'I have read these terms. I use this network for research or other non-commercial purposes only.',
  'network.accept': () => 'Add this network',
  'network.decline': () => 'Leave it',
  'network.expected': (contract: string) => `Expected: ${contract}`,
  'network.found': (contract: string) => `Found: ${contract}`,
  'network.advanced': () => 'Settings',
  'network.sharpening': () => 'Sharpening',
  'network.published': () => 'Work exactly as published',
  'network.publishedHint': () =>
    'Whole face box, no matching of colours, picture a little shorter than the sound. For comparisons.',

  'start.button': () => 'Make the video',
  'start.needBoth': () => 'Add a recording and a video to begin.',
  'start.needSpeech': () => 'Now add the new speech.',
  'start.needVideo': () => 'Now add the video.',
  'start.needVideoOrNetwork': () =>
    'A still picture has no mouths to borrow. Choose the Wav2Lip network above, or a video of the person talking.',
  'start.needNetwork': () => 'Now add or choose a Wav2Lip network above.',
  'start.length': (length: string) => `The result will be ${length} long, as long as the speech.`,
  'start.pingPong': () => 'The video is shorter, so it will run forwards and backwards.',
  'start.unavailable': () => 'This browser cannot do the work.',

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
  'step.track': () => 'Following the face',
  'step.listen': () => 'Listening to the speech',
  'step.plan': () => 'Choosing mouth shapes',
  'step.render': () => 'Painting the picture',

  'failed.title': () => 'That did not work',
  'failed.at': (step: string) => `It stopped at: ${step}`,
  'failed.retry': () => 'Try again',
  'failed.close': () => 'Back to the files',
  'failed.detail': () => 'Details for a report',

  'result.title': () => 'Your video is ready',
  'result.new': () => 'New speech',
  'result.original': () => 'Original',
  'result.download': () => 'Download',
  'result.again': () => 'Start over',
  'result.adjust': () => 'Change a file',
  'result.timings': () => 'How long it took',
  'result.total': () => 'Total',
  'result.network': (name: string, licence: string) => `Painted by ${name}. Licence: ${licence}`,
  'result.device.reuse': (device: string) => `Mouth model on ${device}`,
  'result.device.wav2lip': (device: string) => `Network on ${device}`,
  'device.webgpu': () => 'the graphics card (WebGPU)',
  'device.wasm': () => 'the processor',
  'result.fallback.gpu-refused': () =>
    'The graphics card could not run this network, so the processor did, which takes longer.',
  'result.fallback.gpu-wrong': () =>
    'The graphics card computed a test picture wrongly, so the processor did the work, which takes longer. A newer driver may help.',

  'player.play': () => 'Play',
  'player.pause': () => 'Pause',
  'player.seek': () => 'Position',
  'player.at': (at: string, of: string) => `${at} of ${of}`,
  'player.hear': (name: string) => `Hear: ${name}`,

  'history.title': () => 'Earlier results',
  'history.space': (used: string, free: string) => `${used} used, ${free} free in this browser`,
  'history.play': (name: string) => `Play ${name}`,
  'history.download': (name: string) => `Download ${name}`,
  'history.delete': (name: string) => `Delete ${name}`,
  'history.confirm': () => 'Delete for good?',
  'history.confirmYes': () => 'Delete',
  'history.confirmNo': () => 'Keep',
  'history.close': () => 'Close',
  'history.missing': () =>
    'The bytes of this result are gone; the browser may have cleared them. Delete the entry.',

  'notice.title': () => 'Good to know',
  'notice.dismiss': () => 'Got it',
  'notice.no-webgpu': () =>
    'This browser offers no WebGPU. Koubo works on the processor instead; the result is the same.',
  'notice.no-isolation': () =>
    'This page was served without cross-origin isolation, so the work runs on a single thread and takes longer.',
  'notice.no-webcodecs': () =>
    'This browser lacks WebCodecs or file storage, and the work cannot be done in it. Open this page in a current Chrome, Edge or Firefox, outside a private window.',
  'notice.storage': () =>
    'This browser refuses to store files for this page. Leave private browsing or allow site data, then reload.',

  'error.input/unreadable': () =>
    'This file could not be read: it is damaged, cut off, or no audio or video file. Export or copy it again, then drop it here.',
  'error.input/unsupported': () =>
    'This format is not known here. Convert the file to MP4 (H.264) or, for sound, to MP3 or WAV, and try again.',
  'error.input/empty': () =>
    'This file is empty (0 bytes). Check that it was copied completely and choose it again.',
  'error.input/no-video': () =>
    'There is no picture in this file. Choose a video of a person talking; recordings belong on the other side.',
  'error.input/no-frames': () =>
    'This video holds no frames. It was probably not saved to the end; export it again or choose another.',
  'error.input/no-audio': () =>
    'There is no sound in this file. Choose a recording, or a video that has a sound track.',
  'error.input/no-face': () =>
    'No face was found anywhere in the video. Choose one in which a single face is large, well lit and turned to the camera.',
  'error.input/speech-too-short': () => 'The speech is shorter than 0.2 seconds. Choose a longer recording.',
  'error.input/speech-silent': () =>
    'The recording is silent from start to end. Check the microphone or the export, and choose a recording with a voice.',
  'error.codec/no-encoder': () =>
    'This browser cannot write H.264 video. Use a current Chrome or Edge, and start again.',
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
  'error.gpu/lost': () =>
    'The graphics card stopped answering. Close other programs that use it, and try again.',
  'error.storage/full': () =>
    'There is no room left in the browser’s storage. Delete earlier results below or free disk space, and try again.',
  'error.worker/crashed': () =>
    'A part of the program ended unexpectedly, often for lack of memory. Close other tabs and try again, or use a shorter or smaller video.',
} satisfies ErrorTexts & StepTexts & Texts;

/** What every language has to say; a missing or extra key does not compile. */
export type Messages = { readonly [K in keyof typeof en]: (...values: Parameters<(typeof en)[K]>) => string };
