import type { TaskContext } from '../../core/progress';
import { checkHeard } from '../../speech/check-heard';
import { CurveRunner } from '../../speech/curve-runner';
import { denoise } from '../../sound/cleaning/denoise';
import { ENCODER_GAIN, EncoderPieces } from '../../speech/encoder-pieces';
import { LogMelStream, SPEECH_RATE, levelGain } from '../../speech/spectrum/log-mel';
import { MODEL_RATE, type MouthCurve } from '../../speech/mouth-curve';
import { replayed } from '../../speech/replayed';
import { Resampler } from '../../speech/spectrum/resample';
import { hasSteadyNoise } from '../../speech/steady-noise';
import { mouthSession } from './mouth-session';
import { openNoiseFilter } from './noise-filter';
import { speechEncoder } from './speech-encoder';

/** Reads a speech from its beginning as mono sound at `rate` samples a second, in pieces of any size. */
export type ReadSpeech = (rate: number) => AsyncIterable<Float32Array>;

/**
 * Hears a speech; where a steady noise lies close under it, without the noise. It is gone through twice: what the model is
 * given depends on how loud all of it is. Memory grows with its length by the curve alone, 8 kB a second. `seconds`: its
 * expected length, for the progress only. Throws `input/speech-too-short`, `input/speech-silent`, `model/failed`.
 */
export async function listen(read: ReadSpeech, seconds: number, context: TaskContext): Promise<MouthCurve> {
  const total = 2 * seconds;
  const reportTo = (least: number, most: number) => (heard: number) =>
    context.report({ step: 'listen', done: Math.min(least + heard, most), total });
  const measure = (sound: () => Sound) => measureLoudness(sound(), context, reportTo(0, seconds));
  let sound = replayed(() => read(SPEECH_RATE));
  let level = await measure(sound);
  const duration = level.samples / SPEECH_RATE;
  checkHeard({ duration, loudnessDb: level.loudnessDb });
  if (hasSteadyNoise(level.loudnessDb)) {
    sound = replayed(() => withoutNoise(read));
    level = await measure(sound);
  }
  const { loudnessDb } = level;
  const told = await ask(sound(), levelGain(loudnessDb), context, reportTo(seconds, total));
  return { ...told, loudnessDb, duration };
}

const NOTHING = new Float32Array(0);

type Sound = AsyncIterable<Float32Array>;
type Heard = (seconds: number) => void;

async function measureLoudness(sound: Sound, { signal }: TaskContext, onHeard: Heard) {
  const stream = new LogMelStream('loudness');
  let samples = 0;
  for await (const piece of sound) {
    signal.throwIfAborted();
    stream.push(piece);
    onHeard((samples += piece.length) / SPEECH_RATE);
  }
  return stream.finish();
}

/** What the model answers for a speech that is brought to its level by the factor `gain`. */
async function ask(sound: Sound, gain: number, { signal }: TaskContext, onHeard: Heard) {
  const [encoder, mouth] = [await speechEncoder(), await mouthSession()];
  const guarded =
    <Words extends unknown[], Answer>(run: (...words: Words) => Promise<Answer>) =>
    async (...words: Words) => {
      signal.throwIfAborted();
      return run(...words);
    };
  const runner = new CurveRunner(guarded(mouth.run), mouth.components, mouth.features);
  const pieces = new EncoderPieces(guarded(encoder.run), MODEL_RATE);
  const stream = new LogMelStream();
  let samples = 0;
  for await (const piece of sound) {
    const levelled = piece.map((sample) => gain * sample);
    stream.push(levelled);
    await runner.add(stream.take(), await pieces.push(levelled.map((sample) => ENCODER_GAIN * sample)));
    onHeard((samples += piece.length) / SPEECH_RATE);
  }
  await runner.add(stream.finish().mel, NOTHING);
  await runner.add(NOTHING, await pieces.finish(runner.rows));
  return { ...(await runner.finish()), components: mouth.components };
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
