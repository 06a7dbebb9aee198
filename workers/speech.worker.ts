import { expose, transfer } from 'comlink';
import { withControl } from '../src/engine/bridge/control';
import type { SpeechService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { DubError } from '../src/engine/core/errors';
import type { TaskContext } from '../src/engine/core/progress';
import type { MouthCurve } from '../src/engine/speech/mouth-curve';
import type { TimeRange } from '../src/engine/core/time-range';
import { listen } from '../src/engine/inference/speech/listen';
import { mouthSession } from '../src/engine/inference/speech/mouth-session';
import { speechEncoder } from '../src/engine/inference/speech/speech-encoder';
import { readMono } from '../src/engine/media/audio/sound';
import { probeFile } from '../src/engine/media/input/probe';

async function hear(file: File, part: TimeRange | null, context: TaskContext): Promise<MouthCurve> {
  const seconds = part ? part.to - part.from : (await probeFile(file, { signal: context.signal })).duration;
  const read = (rate: number) => readMono(file, rate, context.signal, part ?? undefined);
  const curve = await listen(read, seconds, context);
  const { values, loudnessDb, voice, heard } = curve;
  return transfer(curve, [values.buffer, loudnessDb.buffer, voice.buffer, heard.rows.buffer]);
}

/** What the video's own sound may be without harm: then nothing is known of how this person speaks. */
const USELESS = new Set([
  ...['input/no-audio', 'input/damaged-sound', 'input/speech-too-short', 'input/speech-silent'],
]);

const service: SpeechService = {
  warm: (port) => withControl(port, async () => void (await Promise.all([mouthSession(), speechEncoder()]))),
  listen: (file, part, port) => withControl(port, (context) => hear(file, part, context)),
  listenToOwn: (file, part, port) =>
    withControl(port, async (context) => {
      try {
        return await hear(file, part, context);
      } catch (reason) {
        if (reason instanceof DubError && USELESS.has(reason.code)) return null;
        throw reason;
      }
    }),
  device: (port) => withControl(port, async () => (await mouthSession()).device),
};
expose(service);
