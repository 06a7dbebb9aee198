import { EncodedPacketSink, MP3, MP4, MPEG_TS, OGG, QTFF, type Input, type InputTrack } from 'mediabunny';
import { ALL, endOfPiece, piecesOf, playedAt, type Piece } from '../../timeline/clock';
import { once } from '../../core/once';
import { editsOf, readEditLists, type EditList } from './edit-list';
import { readMp3, type Mp3Facts } from './mp3-file';
import { isChained } from './ogg-chain';

/** What is asked of a file besides what mediabunny tells of it: read once, when it is first wanted. */
type Asked = {
  readonly edits: () => Promise<ReadonlyMap<number, EditList>>;
  readonly mp3: () => Promise<Mp3Facts>;
  readonly chained: () => Promise<boolean>;
};
const asked = new WeakMap<Input, Asked>();

/** Lets the clocks of an input's tracks be asked for. */
export function knowFile(input: Input, file: Blob): void {
  asked.set(input, {
    edits: once(() => readEditLists(file)),
    mp3: once(() => readMp3(file)),
    chained: once(() => isChained(file)),
  });
}

/**
 * The pieces of a track that are played: what an edit list says, what is sound in an MP3, what lies between the ends that
 * Ogg tells. Throws `input/edit-rate`.
 */
export async function piecesOfTrack(track: InputTrack): Promise<readonly Piece[]> {
  const format = await track.input.getFormat();
  const file = asked.get(track.input);
  if (format === MP4 || format === QTFF) {
    const list = (await file?.edits())?.get(track.id);
    return list ? piecesOf(editsOf(list)) : ALL;
  }
  if (format === MP3) {
    const sound = (await file?.mp3())?.sound;
    return sound ? [sound] : ALL;
  }
  if (format !== OGG) return ALL;
  const end = await track.computeDuration();
  return [{ at: 0, from: 0, to: end, lasts: end }];
}

/** A packet that is so much earlier than one before it (s) belongs to another recording: no codec reorders sound. */
const BACK = 0.2;

/**
 * True of a track of which mediabunny reads only a part, or at wrong times: an MP3 in which the rate or the channels change,
 * an Ogg file that others were joined to or that has holes, sound of MPEG-TS whose clock goes back because recordings were
 * joined.
 */
export async function changesWithin(track: InputTrack): Promise<boolean> {
  const format = await track.input.getFormat();
  const file = asked.get(track.input);
  if (format === MP3) return (await file?.mp3())?.changes ?? false;
  if (format === OGG) return ((await file?.chained()) ?? false) || missesSound(track);
  // Where there are pictures, their clock tells.
  return (
    format === MPEG_TS &&
    track.isAudioTrack() &&
    !(await track.input.getPrimaryVideoTrack()) &&
    goesBack(track)
  );
}

/**
 * True where packets of Ogg do not fill the time that its pages tell (lost pages, a recording that begins in the middle of a
 * stream): mediabunny puts each behind the one before.
 */
async function missesSound(track: InputTrack): Promise<boolean> {
  if (!track.isAudioTrack()) return false;
  let filled = 0;
  for await (const { timestamp, duration } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  }))
    filled = timestamp + duration;
  return Math.abs((await track.computeDuration()) - filled) > BACK;
}

async function goesBack(track: InputTrack): Promise<boolean> {
  let last = -Infinity;
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    if (timestamp < last - BACK) return true;
    last = timestamp;
  }
  return false;
}

/**
 * The file's first moment by the clock of the presentation, seconds: clocks of MPEG-TS and of streams that were joined
 * late begin anywhere, also below 0, and nothing is seen or heard before it.
 */
export async function startOf(input: Input): Promise<number> {
  const tracks = (await input.getTracks()).filter((track) => track.isVideoTrack() || track.isAudioTrack());
  const starts = await Promise.all(tracks.map(beginOf));
  const first = Math.min(...starts);
  return Number.isFinite(first) ? first : 0;
}

/** When a track is first seen or heard; Infinity where it never is. */
async function beginOf(track: InputTrack): Promise<number> {
  const [piece] = await piecesOfTrack(track);
  if (!piece) return Infinity;
  const first = await track.getFirstTimestamp();
  return Number.isFinite(first) ? playedAt(piece, first) : Infinity;
}

/** Seconds from the file's first moment to the end of a track. */
export async function lengthOf(track: InputTrack): Promise<number> {
  const pieces = await piecesOfTrack(track);
  const last = pieces.at(-1);
  if (!last) return 0;
  const end = await track.computeDuration();
  const stands = last.to === last.from;
  return (stands ? endOfPiece(last) : playedAt(last, Math.min(last.to, end))) - (await startOf(track.input));
}

/** Packets of so many seconds at either end may be hidden: what a decoder needs at first, and what fills up the last. */
const PADDING = 0.1;

/**
 * True where a track's packets can be given on as they are: nothing of it was cut out, nothing is played anew, and what
 * is hidden is an encoder's padding.
 */
export async function isUncut(track: InputTrack): Promise<boolean> {
  const [piece, ...more] = await piecesOfTrack(track);
  if (!piece || more.length > 0 || piece.to === piece.from) return false;
  const hiddenFirst = piece.from - (await track.getFirstTimestamp());
  const hiddenLast = (await track.computeDuration()) - piece.to;
  return hiddenFirst <= PADDING && hiddenLast <= PADDING;
}
