import type { PairingMode } from '../../features/batch/batch.svelte';
import type { TableProblem } from '../../features/batch/table/table';
import type { Warning } from '../../features/batch/warnings';
import type { Texts } from '../texts';

type ModeTexts = { [M in PairingMode as `pairing.${M}.${'title' | 'text'}`]: () => string };
type WarningTexts = { [W in Warning as `warning.${W}`]: () => string };
type ProblemTexts = { [K in TableProblem['kind'] as `problem.${K}`]: (line: number, name: string) => string };

export const batch = {
  'mode.label': () => 'What to make',
  'mode.single': () => 'One video',
  'mode.fix': () => 'Fix a sentence',
  'mode.lines': () => 'Along subtitles',
  'mode.people': () => 'Two people',
  'mode.batch': () => 'Many at once',

  'batch.headline': () => 'Many videos in one go',
  'batch.intro': () =>
    'Add videos and recordings, check the list of jobs, and let it run. If one fails, the rest go on.',
  'heap.video.title': () => 'Videos',
  'heap.speech.title': () => 'Recordings',
  'heap.video.empty': () => 'Drop videos or a folder here',
  'heap.speech.empty': () => 'Drop recordings or a folder here',
  'heap.more': () => 'Drop more here',
  'heap.files': () => 'Choose files',
  'heap.folder': () => 'Choose a folder',
  'heap.checking': () => 'Reading…',
  'heap.waiting': () => 'Waiting to be read',
  'heap.clear': () => 'Remove all',

  'pairing.title': () => 'Pairing',
  'pairing.all.title': () => 'All with all',
  'pairing.all.text': () => 'Every recording with every video.',
  'pairing.names.title': () => 'By file name',
  'pairing.names.text': () => 'wang.mp4 with wang.mp3, or by the same number.',
  'pairing.table.title': () => 'By a list',
  'pairing.table.text': () =>
    'A CSV file with the columns video, speech and, if you like, name and person (1, 2, …).',
  'pairing.chooseTable': () => 'Choose a CSV file',
  'pairing.usesTable': (name: string) => `List: ${name}`,
  'pairing.ambiguous': (videos: string, speeches: string) =>
    `These can be paired in more than one way: ${videos} – ${speeches}. Rename them, or use a list.`,
  'pairing.unpaired': (names: string) => `Not paired: ${names}`,
  'pairing.more': (count: number) => `and ${count} more`,
  'problem.incomplete': (line: number) => `Line ${line}: a video or a recording is missing.`,
  'problem.more': (count: number) =>
    count === 1 ? 'One more line has no job.' : `${count} more lines have no job.`,
  'problem.no-number': (line: number, text: string) =>
    `Line ${line}: write the person as a number (1 is who is seen largest and most), not “${text}”.`,
  'problem.script': (line: number) =>
    `Line ${line}: lists with scripts need the command line (koubo batch). Open this line under “Along subtitles”.`,
  'problem.unknown-video': (line: number, name: string) => `Line ${line}: no video is called “${name}”.`,
  'problem.unknown-speech': (line: number, name: string) => `Line ${line}: no recording is called “${name}”.`,
  'problem.ambiguous-video': (line: number, name: string) =>
    `Line ${line}: several videos are called “${name}”; write it with its extension.`,
  'problem.ambiguous-speech': (line: number, name: string) =>
    `Line ${line}: several recordings are called “${name}”; write it with its extension.`,

  'jobs.title': () => 'Jobs to be made',
  'jobs.all': () => 'All jobs',
  'jobs.one': (video: string, speech: string) => `Make ${video} with ${speech}`,
  'jobs.video': () => 'Video',
  'jobs.speech': () => 'Recording',
  'jobs.length': () => 'Length',
  'jobs.size': () => 'Picture',
  'jobs.notes': () => 'Notes',
  'jobs.adjust': (video: string, speech: string) => `Adjust the job of ${video} with ${speech}`,
  'jobs.adjustShort': () => 'Adjust this job',
  'jobs.differs': () => 'Adjusted',
  'jobs.person': () => 'Who speaks',
  'jobs.personAuto': () => 'Automatic',
  'jobs.reset': () => 'As the others again',
  'jobs.counted': (wanted: number, all: number) => `${wanted} of ${all}`,
  'warning.picture-needs-network': () => 'A picture needs “Drawn by AI”',
  'warning.small-picture': () => 'Small picture, will look soft',
  'warning.large-picture': () => 'Large picture, takes long',
  'warning.silent-video': () => 'Video without sound: does the person talk?',
  'warning.long-speech': () => 'Recording much longer than the video, which will repeat',
  'warning.converts': () => 'Has to be converted first',

  'totals.time': (time: string) => `About ${time} of work`,
  'totals.length': (length: string) => `${length} of finished video`,
  'totals.space': (bytes: string) => `about ${bytes} of space`,
  'totals.missing': (bytes: string) =>
    `This will not fit: ${bytes} more are needed. Delete earlier results, or untick jobs.`,
  'totals.measured': () => 'The time is estimated from earlier jobs on this machine.',
  'totals.guessed': () => 'No job has run on this machine yet, so the time is a rough guess.',

  'batch.name': () => 'Name of the batch',
  'batch.add': (count: number) => (count === 1 ? 'Add 1 job to the queue' : `Add ${count} jobs to the queue`),
  'batch.adding': (done: number, total: number) => `Adding: ${done} of ${total}…`,
  'batch.need': () => 'Add at least one video and one recording.',
  'batch.needNetwork': () => 'Add or choose a mouth model above.',
  'batch.noPairs': () => 'No video and recording go together this way. Choose another way of pairing.',
} satisfies ModeTexts & WarningTexts & ProblemTexts & Texts;
