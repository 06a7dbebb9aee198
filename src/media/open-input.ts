import { ALL_FORMATS, BlobSource, Input, MP3, OGG, type InputTrack } from 'mediabunny';
import { DubError, isAbort } from '../dub/errors';
import { once } from '../dub/once';
import type { TimeRange } from '../dub/time-range';
import { id3Bytes, mp3Sound } from './mp3-tag';

/** What the inputs that are open tell of MP3 sound: read once, when it is first asked for. */
const mp3Sounds = new WeakMap<Input, () => Promise<TimeRange | null>>();

/** A file as a mediabunny input: read in place, only the parts that are asked for. The caller disposes it. */
export function openInput(file: Blob): Input<BlobSource> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  mp3Sounds.set(
    input,
    once(() => soundOfMp3(input, file)),
  );
  return input;
}

/**
 * The file's first moment by its own clock, seconds: clocks of MPEG-TS and of streams that were joined late begin
 * anywhere, and nothing is seen or heard before it. Never below 0: what an edit list hides comes before that. An MP3
 * file begins behind its encoder's lead-in.
 */
export async function startOf(input: Input): Promise<number> {
  const sound = await mp3Sounds.get(input)?.();
  if (sound) return sound.from;
  const first = await input.getFirstTimestamp();
  return Number.isFinite(first) ? Math.max(0, first) : 0;
}

/** Where the track's last packet says that it ends, seconds by the file's clock; Infinity where it is all played. */
export async function endOf(track: InputTrack): Promise<number> {
  const sound = await mp3Sounds.get(track.input)?.();
  if (sound) return sound.to;
  return (await track.input.getFormat()) === OGG ? track.computeDuration() : Infinity;
}

/** Seconds from the file's first moment to the end of a track. */
export async function lengthOf(track: InputTrack): Promise<number> {
  return Math.min(await track.computeDuration(), await endOf(track)) - (await startOf(track.input));
}

/** Bytes behind ID3 tags among which the first frame is looked for. */
const HEAD_BYTES = 16 * 1024;

/** What an MP3 file tells of where its sound lies; null for others, and where it does not tell. */
async function soundOfMp3(input: Input, file: Blob): Promise<TimeRange | null> {
  if ((await input.getFormat()) !== MP3) return null;
  for (let at = 0; ;) {
    const head = new Uint8Array(await file.slice(at, at + HEAD_BYTES).arrayBuffer());
    const tag = id3Bytes(head);
    if (tag === 0) return mp3Sound(head);
    at += tag;
  }
}

/** What went wrong inside a demuxer or a decoder, as a `DubError`; aborts and `DubError`s pass as they are. */
export function asReadError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError) return reason;
  const name = reason instanceof Error ? reason.name : '';
  const decoder = name === 'EncodingError' || name === 'NotSupportedError' || name === 'OperationError';
  return new DubError(decoder ? 'codec/failed' : 'input/unreadable', {
    cause: reason,
    detail: { step: 'decode' },
  });
}

/** The same where only sound was read: what cannot be decoded of it is no fault of the picture. */
export function asHearError(reason: unknown): unknown {
  const error = asReadError(reason);
  if (reason instanceof DubError || !(error instanceof DubError) || error.code !== 'codec/failed')
    return error;
  return new DubError('input/damaged-sound', { cause: reason, detail: { step: 'decode' } });
}
