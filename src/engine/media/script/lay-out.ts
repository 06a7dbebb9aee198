import { AudioSampleSource, Output, StreamTarget, WavOutputFormat } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { TaskContext } from '../../core/progress';
import type { Layout } from '../../script/layout';
import { framesOf, slicePlanes, type Planes } from '../../sound/planes';
import { readPlanes, type SoundShape } from '../audio/sound';
import { soundTrackOf } from '../audio/sound-choice';
import { sampleOf } from '../audio/sound-feeders';
import { asHearError, openInput } from '../input/open-input';
import { createPartFile } from '../output/opfs';
import { writeFile } from '../output/file-output';

/** Samples that are written at once where nothing is said. */
const SILENCE = 16_384;

/**
 * Writes a speech that was laid out as a sound of its own: floating-point PCM in wav at the OPFS path `target`, at the
 * speech's rate, mono or stereo. Throws `input/no-audio`, `input/damaged-sound`, `storage/full`.
 */
export async function layOutSpeech(
  speech: Blob,
  layout: Layout,
  target: string,
  { signal, report }: TaskContext,
): Promise<void> {
  const input = openInput(speech);
  try {
    const track = await soundTrackOf(input);
    if (!track || !(await track.canDecode())) throw new DubError('input/no-audio');
    const channels = (await track.getNumberOfChannels()) > 1 ? 2 : 1;
    const shape: SoundShape = { rate: await track.getSampleRate(), channels };
    const part = await createPartFile(target);
    const sink = new WritableStream({
      write: ({ data, position }: { data: Uint8Array; position: number }) => part.write(data, position),
    });
    const output = new Output({ format: new WavOutputFormat(), target: new StreamTarget(sink) });
    const source = new AudioSampleSource({ codec: 'pcm-f32' });
    output.addAudioTrack(source);
    await writeFile(output, part, async (check) => {
      let at = 0;
      for await (const planes of laidOut((range) => readPlanes(track, shape, range), layout, shape)) {
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
  } finally {
    input.dispose();
  }
}

type Read = (range: { from: number; to: number }) => AsyncIterable<Planes>;

/** The pieces in their places, silence between them, so many samples as the layout lasts. */
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
  for (const piece of pieces) {
    yield* silence(Math.round(piece.at * rate));
    for await (const planes of read(piece)) {
      const fitting = slicePlanes(planes, 0, Math.max(0, total - at));
      if (framesOf(fitting) === 0) continue;
      at += framesOf(fitting);
      yield fitting;
    }
  }
  yield* silence(total);
}
