import type { Role } from '../../../engine/job/input/source';

/** A file that was dropped or picked. */
export type Given = {
  readonly file: File;
  /** Leave to read it where it lies, for later, where the browser gives it. */
  readonly handle?: FileSystemFileHandle | undefined;
  /** True where it lay in a folder that was given as a whole. */
  readonly inFolder?: boolean;
};

type Kind = Role | 'picture' | 'table' | 'other';

/** Where the browser knows no type, the name has to do. */
const ENDINGS: Readonly<Record<Exclude<Kind, 'other'>, RegExp>> = {
  video: /\.(mp4|m4v|mov|webm|mkv|avi|flv|ts|mts|m2ts|wmv|mpe?g|3gp|ogv)$/i,
  speech: /\.(mp3|wav|m4a|aac|ogg|oga|opus|flac|wma|amr|aiff?)$/i,
  picture: /\.(jpe?g|png|webp)$/i,
  table: /\.(csv|tsv)$/i,
};

function kindOf({ name, type }: Pick<File, 'name' | 'type'>): Kind {
  // Excel claims .csv for itself on Windows, and TypeScript's .ts is a video to browsers.
  if (ENDINGS.table.test(name)) return 'table';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'speech';
  if (type.startsWith('image/')) return 'picture';
  return (['video', 'speech', 'picture'] as const).find((kind) => ENDINGS[kind].test(name)) ?? 'other';
}

/**
 * Which heap each of the files goes to that were put on the heap of `role`, or beside both (null). As where one video is
 * made, a recording is a speech and a picture a face wherever it was put. A video stays where it was put by itself, since
 * it may be there for its sound; beside recordings, and beside both heaps, it is a video. What is neither stays, to be
 * refused; of a folder only what can be of use is taken, and no pictures.
 */
export function sortOut(
  role: Role | null,
  given: readonly Given[],
): Record<Role, readonly Given[]> & { readonly table: File | null } {
  const kinds = given.map((one) => ({ one, kind: kindOf(one.file) }));
  const hasRecording = kinds.some(({ kind }) => kind === 'speech');
  const placeOf = ({ one, kind }: (typeof kinds)[number]): Role | null => {
    if (kind === 'table') return null;
    if (kind === 'speech') return 'speech';
    if (kind === 'video') return role === 'speech' && !hasRecording ? 'speech' : 'video';
    if (one.inFolder) return null;
    return kind === 'picture' ? 'video' : (role ?? 'video');
  };
  const at = (place: Role) => kinds.filter((each) => placeOf(each) === place).map(({ one }) => one);
  const table = kinds.find(({ kind }) => kind === 'table')?.one.file ?? null;
  return { video: at('video'), speech: at('speech'), table };
}
