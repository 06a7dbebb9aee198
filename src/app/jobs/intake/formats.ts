import type { Role } from '../../../engine/job/input/source';

/**
 * What is read by what, as measured in Chromium: the one place that says it. The file dialogs, the help page and the
 * README are made from it or held against it.
 */
export type Format = {
  /** What people call such files. */
  readonly name: string;
  readonly kind: 'video' | 'sound' | 'picture';
  /** How file names end. */
  readonly endings: readonly string[];
  /** Codecs that the browser decodes itself. */
  readonly direct: readonly string[];
  /** Codecs that ffmpeg converts first, in this browser too. */
  readonly converted: readonly string[];
};

export const FORMATS: readonly Format[] = [
  {
    ...{ name: 'MP4, M4V, MOV, 3GP', kind: 'video', endings: ['mp4', 'm4v', 'mov', '3gp', '3g2'] },
    ...{ direct: ['H.264', 'VP9', 'AV1'], converted: ['HEVC', 'MPEG-4', 'ProRes', 'H.263'] },
  },
  {
    ...{ name: 'MKV, WebM', kind: 'video', endings: ['mkv', 'webm'] },
    ...{ direct: ['H.264', 'VP8', 'VP9', 'AV1'], converted: ['HEVC'] },
  },
  {
    ...{ name: 'TS, MTS, M2TS', kind: 'video', endings: ['ts', 'mts', 'm2ts'] },
    ...{ direct: ['H.264'], converted: ['HEVC', 'MPEG-2'] },
  },
  {
    ...{ name: 'AVI', kind: 'video', endings: ['avi'] },
    ...{ direct: [], converted: ['H.264', 'MPEG-4', 'Motion JPEG'] },
  },
  { name: 'FLV', kind: 'video', endings: ['flv'], direct: [], converted: ['H.264', 'Sorenson'] },
  { name: 'WMV', kind: 'video', endings: ['wmv', 'asf'], direct: [], converted: ['WMV 8'] },
  {
    ...{ name: 'MPG, MPEG, VOB', kind: 'video', endings: ['mpg', 'mpeg', 'vob'] },
    ...{ direct: [], converted: ['MPEG-1', 'MPEG-2'] },
  },
  { name: 'OGV', kind: 'video', endings: ['ogv'], direct: [], converted: ['Theora'] },
  { name: 'WAV', kind: 'sound', endings: ['wav'], direct: ['PCM'], converted: [] },
  { name: 'MP3', kind: 'sound', endings: ['mp3'], direct: ['MP3'], converted: [] },
  { name: 'M4A, AAC', kind: 'sound', endings: ['m4a', 'aac'], direct: ['AAC'], converted: ['ALAC'] },
  { name: 'FLAC', kind: 'sound', endings: ['flac'], direct: ['FLAC'], converted: [] },
  {
    ...{ name: 'OGG, OPUS', kind: 'sound', endings: ['ogg', 'oga', 'opus'] },
    ...{ direct: ['Vorbis', 'Opus'], converted: ['Speex'] },
  },
  { name: 'WMA', kind: 'sound', endings: ['wma'], direct: [], converted: ['WMA 2'] },
  { name: 'AMR', kind: 'sound', endings: ['amr'], direct: [], converted: ['AMR-NB'] },
  { name: 'AIFF', kind: 'sound', endings: ['aiff', 'aif'], direct: [], converted: ['PCM'] },
  { name: 'AC3, MP2', kind: 'sound', endings: ['ac3', 'mp2'], direct: [], converted: ['AC-3', 'MP2'] },
  { name: 'JPEG', kind: 'picture', endings: ['jpg', 'jpeg'], direct: ['JPEG'], converted: [] },
  { name: 'PNG', kind: 'picture', endings: ['png'], direct: ['PNG'], converted: [] },
  { name: 'WebP', kind: 'picture', endings: ['webp'], direct: ['WebP'], converted: [] },
  { name: 'AVIF', kind: 'picture', endings: ['avif'], direct: ['AVIF'], converted: [] },
];

const KINDS: Readonly<Record<Role, readonly Format['kind'][]>> = {
  video: ['video', 'picture'],
  // A video may give its sound.
  speech: ['sound', 'video'],
};

/** What can play a part; `still`: the face may be a picture. */
export const formatsFor = (role: Role, still = true): readonly Format[] =>
  FORMATS.filter(({ kind }) => KINDS[role].includes(kind) && (still || kind !== 'picture'));

/** The `accept` of a file dialog: by ending, too, because browsers have no type for many of them. */
export function acceptOf(role: Role, still = true): string {
  const types = role === 'video' ? ['video/*'] : ['audio/*', 'video/*'];
  return [
    ...types,
    // Its files are taken.
    '.zip',
    ...formatsFor(role, still).flatMap(({ endings }) => endings.map((ending) => `.${ending}`)),
  ].join();
}
