import {
  AudioSampleSource,
  Output,
  StreamTarget,
  WavOutputFormat,
  type Input,
  type InputAudioTrack,
} from 'mediabunny';
import sonicUrl from '@echogarden/sonic-wasm/sonic.wasm?url';
import { DubError } from '../../core/errors';
import type { TaskContext } from '../../core/progress';
import type { TimeRange } from '../../core/time-range';
import type { LaidPiece, Layout } from '../../script/layout';
import { evenedOut } from '../../sound/cleaning/even-out';
import { limitSound } from '../../sound/cleaning/limiter';
import { mixSounds } from '../../sound/mixing/mix-sounds';
import { framesOf, slicePlanes, type Planes } from '../../sound/planes';
import { lanesOf } from '../../script/lanes';
import { readPlanes, type SoundShape } from '../audio/sound';
import { soundTrackOf } from '../audio/sound-choice';
import { sampleOf } from '../audio/sound-feeders';
import { asHearError, openInput } from '../input/open-input';
import { createPartFile } from '../output/opfs';
import { writeFile } from '../output/file-output';
import { stretched } from './stretch';

/** Samples that are written at once where nothing is said. */
const SILENCE = 16_384;

/**
 * Writes speech that was laid out as a sound of its own: floating-point PCM in wav at the OPFS path `target`, at the
 * highest rate of its files, stereo where one of them is. Throws `input/no-audio`, `input/damaged-sound`, `storage/full`.
 */
export async function layOutSpeech(
  speeches: readonly Blob[],
  layout: Layout,
  target: string,
  { signal, report }: TaskContext,
): Promise<void> {
  try {
    const shape = await commonShape(speeches);
    const part = await createPartFile(target);
    const sink = new WritableStream({
      write: ({ data, position }: { data: Uint8Array; position: number }) => part.write(data, position),
    });
    const output = new Output({ format: new WavOutputFormat(), target: new StreamTarget(sink) });
    const source = new AudioSampleSource({ codec: 'pcm-f32' });
    output.addAudioTrack(source);
    const readAs = (piece: LaidPiece, tempo = piece.tempo) =>
      readPiece(speeches[piece.file ?? 0] as Blob, shape, piece, tempo);
    // How loud a piece is does not depend on its pace.
    const read = (piece: LaidPiece) =>
      layout.even ? evenedOut(readAs(piece, 1), readAs(piece), shape.rate) : readAs(piece);
    await writeFile(output, part, async (check) => {
      let at = 0;
      for await (const planes of mixed(read, layout, shape)) {
        signal.throwIfAborted();
        using sample = sampleOf(planes, shape.rate, at / shape.rate);
        await source.add(sample);
        check();
        at += framesOf(planes);
        report({ step: 'convert', done: Math.min(layout.duration, at / shape.rate), total: layout.duration });
      }
      source.close();
    });
  } catch (reason) {
    throw asHearError(reason);
  }
}

/** The sound of a file, which is open no longer than it is read: there may be a thousand. */
async function* opened<T>(
  speech: Blob,
  read: (track: InputAudioTrack) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const input: Input = openInput(speech);
  try {
    const track = await soundTrackOf(input);
    if (!track || !(await track.canDecode())) throw new DubError('input/no-audio');
    yield* read(track);
  } finally {
    input.dispose();
  }
}

async function commonShape(speeches: readonly Blob[]): Promise<SoundShape> {
  const shapes: SoundShape[] = [];
  const shapeOf = async function* (track: InputAudioTrack): AsyncGenerator<SoundShape> {
    const channels = (await track.getNumberOfChannels()) > 1 ? 2 : 1;
    yield { rate: await track.getSampleRate(), channels };
  };
  for (const speech of speeches) for await (const shape of opened(speech, shapeOf)) shapes.push(shape);
  const rate = Math.max(...shapes.map((shape) => shape.rate));
  return { rate, channels: shapes.some(({ channels }) => channels === 2) ? 2 : 1 };
}

function readPiece(
  speech: Blob,
  shape: SoundShape,
  { from, to }: TimeRange,
  tempo = 1,
): AsyncIterable<Planes> {
  const sound = opened(speech, (track) => readPlanes(track, shape, { from, to }));
  return tempo === 1 ? sound : stretched(sound, shape, tempo, sonicUrl);
}

type Read = (piece: LaidPiece) => AsyncIterable<Planes>;

/** Pieces that overlap are heard at once, kept from clipping. */
function mixed(read: Read, layout: Layout, shape: SoundShape): AsyncIterable<Planes> {
  const [first, ...others] = lanesOf(layout).map((lane) => laidOut(read, lane, shape));
  if (!first) return laidOut(read, layout, shape);
  if (others.length === 0) return first;
  const sum = others.reduce<AsyncIterable<Planes>>((all, lane) => mixSounds(all, lane, 1), first);
  return limitSound(sum, shape.rate);
}

/** The pieces in their places, which do not overlap, silence between them, so many samples as the layout lasts. */
async function* laidOut(read: Read, { pieces, duration }: Layout, { rate, channels }: SoundShape) {
  const total = Math.round(duration * rate);
  let at = 0;
  const silence = function* (until: number): Generator<Planes> {
    while (at < until) {
      const count = Math.min(SILENCE, until - at);
      at += count;
      yield Array.from({ length: channels }, () => new Float32Array(count));
    }
  };
  for (const [i, piece] of pieces.entries()) {
    yield* silence(Math.round(piece.at * rate));
    // A file may hold more than it announces.
    const end = Math.min(total, Math.round((pieces[i + 1]?.at ?? duration) * rate));
    for await (const planes of read(piece)) {
      const fitting = slicePlanes(planes, 0, Math.max(0, end - at));
      if (framesOf(fitting) === 0) continue;
      at += framesOf(fitting);
      yield fitting;
    }
  }
  yield* silence(total);
}
