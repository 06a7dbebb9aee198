import type { Piece } from '../../timeline/clock';
import { mp3Frames, type Mp3Frame } from './mp3-frames';
import { id3Bytes, mp3Sound, type Mp3Sound } from './mp3-tag';

/** What an MP3 file is as a whole. */
export type Mp3Facts = {
  /** Where its encoder says that the sound lies; null where it does not say. */
  readonly sound: Piece | null;
  /** Files with other rates or channels were joined into it. */
  readonly changes: boolean;
};

/** Bytes behind ID3 tags among which the first frame is looked for. */
const HEAD_BYTES = 16 * 1024;
/** So many frames that are unlike the first are no accident. */
const FEW = 3;

/**
 * Reads all of an MP3's frame headers. The count in its tag may take padding off its end, but what follows after so many
 * frames is sound too: files of sentences are often joined byte by byte, each with a tag of its own.
 */
export async function readMp3(file: Blob): Promise<Mp3Facts> {
  let first: Mp3Frame | null = null;
  let [samples, others] = [0, 0];
  for await (const frame of mp3Frames(file)) {
    if (frame.isTag) continue;
    first ??= frame;
    if (frame.rate === first.rate && frame.channels === first.channels) samples += frame.samples;
    else others++;
  }
  const told = await tagOf(file);
  if (!first || !told) return { sound: null, changes: others > FEW };
  // Some encoders count their tag's own frame.
  const isJoined = samples / first.rate > told.counted + (1.5 * first.samples) / first.rate;
  const to = isJoined ? Infinity : told.to;
  const sound = { at: 0, from: told.from, to, lasts: to - told.from };
  return { sound, changes: others > FEW };
}

/** What the tag in the first frame tells, behind ID3 tags. */
async function tagOf(file: Blob): Promise<Mp3Sound | null> {
  for (let at = 0; ;) {
    const head = new Uint8Array(await file.slice(at, at + HEAD_BYTES).arrayBuffer());
    const tag = id3Bytes(head);
    if (tag === 0) return mp3Sound(head);
    at += tag;
  }
}
