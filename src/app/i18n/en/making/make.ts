import type { Texts } from '../../texts';

export const make = {
  'speech.title': () => 'New speech',
  'speech.empty': () => 'Drop a recording here',
  'speech.tap': () => 'Choose a recording',
  'speech.formats': () => 'MP3, WAV, M4A, AAC, OGG, FLAC, or a video with sound',
  'speech.hint': () => 'A clear voice without music works best.',
  'video.title': () => 'Video',
  'video.empty': () => 'Drop a video here',
  'video.tap': () => 'Choose a video',
  'video.formats': () => 'MP4, MOV, WebM, MKV, AVI and more, or a JPEG, PNG or WebP picture',
  'video.hint': () => 'One person, facing the camera and talking.',
  'file.pick': () => 'Choose a file',
  'file.replace': () => 'Replace',
  'file.remove': () => 'Remove',
  'file.removeNamed': (name: string) => `Remove ${name}`,
  'file.release': () => 'Drop to use this file',
  'file.dropAnywhere': () => 'Drop anywhere: each file goes where it belongs',
  'file.checking': () => 'Reading the file…',
  'file.noPreview': () => 'This browser cannot play this format directly.',
  'file.converting': () => 'Converting the file, so that it can be shown here…',
  'file.convertLater': () =>
    'This browser cannot play this format directly. It will be converted when the video being made is done.',
  'file.locked': (names: string) =>
    `Before this page was reloaded, ${names} was here. Your browser asks you before it is read again.`,
  'file.unlock': () => 'Use it again',
  'fact.length': () => 'Length',
  'fact.size': () => 'Size',
  'fact.picture': () => 'Picture',
  'fact.rate': () => 'Frame rate',
  'fact.sound': () => 'Sound',
  'fact.noSound': () => 'None',
  'fact.hdr': () =>
    'This video is HDR. The result will have ordinary brightness and colours (SDR), as every screen shows them.',
  'change.mirrored': () => 'This video is stored mirrored. The result looks as players show it.',
  'change.resized': () => 'The size of this video’s pictures changes on the way. All will have one size.',
  'change.alpha': () => 'This video has transparent pictures. They will stand on white.',
  'change.interlaced': () =>
    'This video is interlaced. It will be deinterlaced: whole pictures at the same frame rate.',
  'tracks.label': () => 'Sound track that is used',
  'tracks.one': (number: number, name: string) => (name ? `${number}: ${name}` : `Number ${number}`),
  'fact.hdrShort': () => 'HDR, will become SDR',
  'fact.odd': (size: string) =>
    `Finished videos need an even width and height. The extra row or column at the edge is cut off: ${size}.`,
  'fact.channels': (count: number) => (count === 1 ? 'mono' : count === 2 ? 'stereo' : `${count} channels`),

  'advice.title': () => 'What works best',
  'advice.front.title': () => 'Facing the camera',
  'advice.front.text': () => 'Head turned only a little.',
  'advice.light.title': () => 'Evenly lit',
  'advice.light.text': () => 'No hard shadow across the mouth.',
  'advice.mouth.title': () => 'Mouth in view',
  'advice.mouth.text': () => 'No hand, mask or microphone in front.',
  'advice.talking.title': () => 'Talking in the video',
  'advice.talking.text': () =>
    'The new mouth is made from the person’s own; ten seconds of talking are plenty.',
  'advice.resolution.title': () => '720p to 1080p',
  'advice.resolution.text': () => 'Smaller looks soft, larger takes longer.',

  'start.button': () => 'Make the video',
  'start.needBoth': () => 'Add a recording and a video to begin.',
  'start.beginWithVideo': () => 'Add a video to begin.',
  'start.needSpeech': () => 'Now add the new speech.',
  'start.needVideo': () => 'Now add the video.',
  'start.needVideoOrNetwork': () =>
    'A picture has no mouth movements to borrow. Choose “Drawn by AI” above, or a video of the person talking.',
  'start.needNetwork': () => 'Now add or choose a mouth model above.',
  'start.length': (length: string) => `The result will be ${length} long, as long as the speech.`,
  'start.withRest': (length: string) =>
    `The result will be ${length} long, as long as the video: after the speech it goes on as it was filmed.`,
  'start.bounce': () => 'The video is shorter, so it will play forwards and backwards.',
  'start.repeat': () => 'The video is shorter, so it will start again.',
  'start.hold': () => 'The video is shorter, so its last calm picture will stand while the mouth goes on.',
  'start.missing': (bytes: string) => `Not enough space: this job needs ${bytes} more.`,
  'start.makeRoom': () => 'Make room',
  'start.unavailable': () => 'This browser cannot make videos.',
  'sample.title': () => 'See what it does',
  'sample.text': () =>
    'The same person, saying something new. Make a video from this sample; it takes less than a minute.',
  'sample.before': () => 'Original',
  'sample.after': () => 'New mouth',
  'sample.start': () => 'Try the sample',
  'sample.fetching': () => 'Fetching the sample…',
  'sample.failed': () =>
    'The sample could not be downloaded. Check your connection and try again, or use a video and a recording of your own.',
  'sample.source': () =>
    'Clip from the GRID corpus (Cooke, Barker, Cunningham, Shao, 2006), CC BY 4.0; the voice is synthetic.',
} satisfies Texts;
