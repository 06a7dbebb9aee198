import type { TaskContext } from '../dub/progress';
import { checkHeard } from '../dub/speech/check-heard';
import { runInPieces } from '../dub/speech/curve-runner';
import { denoise } from '../dub/speech/denoise';
import { LogMelStream, SPEECH_RATE, levelSpeech } from '../dub/speech/log-mel';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import { Resampler } from '../dub/speech/resample';
import { hasSteadyNoise } from '../dub/speech/steady-noise';
import { mouthSession } from './mouth-session';
import { openNoiseFilter } from './noise-filter';

/** Reads a speech from its beginning as mono sound at `rate` samples a second, in pieces of any size. */
export type ReadSpeech = (rate: number) => AsyncIterable<Float32Array>;

/**
 * Hears a speech; where a steady noise lies close under it, it is read once more without the noise. `seconds`: its
 * expected length, for the progress only. Throws `input/speech-too-short`, `input/speech-silent`, `model/failed`.
 */
export async function listen(
  read: ReadSpeech,
  seconds: number,
  { signal, report }: TaskContext,
): Promise<MouthCurve> {
  const total = 2 * seconds;
  let heard = 0;
  const hear = async (sound: AsyncIterable<Float32Array>) => {
    const stream = new LogMelStream();
    for await (const piece of sound) {
      signal.throwIfAborted();
      stream.push(piece);
      heard += piece.length / SPEECH_RATE;
      report({ step: 'listen', done: Math.min(heard, seconds), total });
    }
    return stream.finish();
  };
  let sound = await hear(read(SPEECH_RATE));
  const duration = sound.samples / SPEECH_RATE;
  checkHeard({ duration, loudnessDb: sound.loudnessDb });
  if (hasSteadyNoise(sound.loudnessDb)) sound = await hear(withoutNoise(read));
  const { mel, loudnessDb } = sound;
  levelSpeech(mel, loudnessDb);
  const session = await mouthSession();
  const values = await runInPieces(
    async (piece, rows) => {
      signal.throwIfAborted();
      return session.run(piece, rows);
    },
    mel,
    session.components,
    (done) => report({ step: 'listen', done: seconds * (1 + done / loudnessDb.length), total }),
  );
  return { values, components: session.components, loudnessDb, duration };
}

async function* withoutNoise(read: ReadSpeech): AsyncGenerator<Float32Array> {
  const filter = await openNoiseFilter();
  try {
    const resampler = new Resampler(filter.rate, SPEECH_RATE);
    for await (const piece of denoise(read(filter.rate), filter)) yield resampler.push(piece);
    yield resampler.flush();
  } finally {
    filter.close();
  }
}
