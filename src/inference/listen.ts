import type { TaskContext } from '../dub/progress';
import { checkHeard } from '../dub/speech/check-heard';
import { runInPieces } from '../dub/speech/curve-runner';
import { LogMelStream, SPEECH_RATE, levelSpeech } from '../dub/speech/log-mel';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import { mouthSession } from './mouth-session';

/**
 * Hears a speech given as pieces of mono sound at 16 kHz. `seconds`: its expected length, for the progress only.
 * Throws `input/speech-too-short`, `input/speech-silent`, `model/failed`.
 */
export async function listen(
  samples: AsyncIterable<Float32Array>,
  seconds: number,
  { signal, report }: TaskContext,
): Promise<MouthCurve> {
  const stream = new LogMelStream();
  const total = 2 * seconds;
  let heard = 0;
  for await (const piece of samples) {
    signal.throwIfAborted();
    stream.push(piece);
    heard += piece.length / SPEECH_RATE;
    report({ step: 'listen', done: Math.min(heard, seconds), total });
  }
  const { mel, loudnessDb, samples: count } = stream.finish();
  const duration = count / SPEECH_RATE;
  checkHeard({ duration, loudnessDb });
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
