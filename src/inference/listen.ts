import type { TaskContext } from '../dub/progress';
import { checkHeard } from '../dub/speech/check-heard';
import { CurveRunner } from '../dub/speech/curve-runner';
import { denoise } from '../dub/speech/denoise';
import { LogMelStream, SPEECH_RATE, levelShift, levelSpeech } from '../dub/speech/log-mel';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import { replayed } from '../dub/speech/replayed';
import { Resampler } from '../dub/speech/resample';
import { hasSteadyNoise } from '../dub/speech/steady-noise';
import { mouthSession } from './mouth-session';
import { openNoiseFilter } from './noise-filter';

/** Reads a speech from its beginning as mono sound at `rate` samples a second, in pieces of any size. */
export type ReadSpeech = (rate: number) => AsyncIterable<Float32Array>;

/**
 * Hears a speech; where a steady noise lies close under it, without the noise. It is gone through twice: what the model is
 * given depends on how loud all of it is. Memory grows with its length by the curve alone, 5 kB a second. `seconds`: its
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
  const { values, components } = await ask(
    sound(),
    levelShift(loudnessDb),
    context,
    reportTo(seconds, total),
  );
  return { values, components, loudnessDb, duration };
}

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

/** What the model answers for a speech whose log-mel is moved by `shift`. */
async function ask(sound: Sound, shift: number, { signal }: TaskContext, onHeard: Heard) {
  const { run, components } = await mouthSession();
  const runner = new CurveRunner(async (piece, rows) => {
    signal.throwIfAborted();
    return run(piece, rows);
  }, components);
  const add = (mel: Float32Array) => {
    levelSpeech(mel, shift);
    return runner.add(mel);
  };
  const stream = new LogMelStream();
  let samples = 0;
  for await (const piece of sound) {
    stream.push(piece);
    await add(stream.take());
    onHeard((samples += piece.length) / SPEECH_RATE);
  }
  await add(stream.finish().mel);
  return { values: await runner.finish(), components };
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
