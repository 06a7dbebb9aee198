import type { RenderRequest } from '../src/engine/bridge/services';
import { fading } from '../src/engine/painters/fading';
import { DubError } from '../src/engine/core/errors';
import type { VideoInfo } from '../src/engine/core/media-info';
import type { Wav2LipPlan } from '../src/engine/plan/dub-plan';
import type { StopSignal, TaskContext } from '../src/engine/core/progress';
import type { TimeRange } from '../src/engine/core/time-range';
import { SPEECH_RATE } from '../src/engine/speech/spectrum/log-mel';
import { colorModel } from '../src/engine/painters/wav2lip/paint/color';
import { Wav2LipMelStream, type Wav2LipMel } from '../src/engine/painters/wav2lip/network/mel';
import { createWav2LipPainter } from '../src/engine/painters/wav2lip/painter';
import { openWav2Lip } from '../src/engine/inference/networks/wav2lip-session';
import type { CreatePainter } from '../src/engine/media/render/render';
import { readMono } from '../src/engine/media/audio/sound';

type Wav2LipRequest = Pick<RenderRequest, 'speech' | 'spoken' | 'network' | 'device'> & {
  readonly plan: Wav2LipPlan;
};

/** The Wav2Lip engine of one render: the network on its device, and the speech as the network hears it. */
export async function prepareWav2Lip(
  { plan, speech, spoken, network, device }: Wav2LipRequest,
  video: VideoInfo,
  { signal, report }: TaskContext,
) {
  if (!network) throw new DubError('model/failed', { detail: { model: 'wav2lip', reason: 'no file' } });
  // A large network takes its time; whoever waits hears that it gets on.
  let phase = 0;
  const getsOn = () => report({ step: 'render', done: ++phase, total: 0 });
  const bytes = new Uint8Array(await network.arrayBuffer());
  getsOn();
  const session = await openWav2Lip(bytes, device ?? 'auto');
  getsOn();
  const mel = await hear(speech, spoken, signal, getsOn).catch(async (reason: unknown) => {
    await session.release();
    throw reason;
  });
  const createPainter: CreatePainter = (colors) =>
    fading(
      createWav2LipPainter({
        ...{ plan, video, mel, net: session.net },
        color: colorModel(colors, video.codedHeight),
      }),
      plan.share,
    );
  return {
    createPainter,
    device: session.device,
    fallback: session.fallback,
    release: () => session.release(),
  };
}

/** `onMinute`: called for each minute that is heard. */
async function hear(
  speech: File,
  spoken: TimeRange | undefined,
  signal: StopSignal,
  onMinute: () => void,
): Promise<Wav2LipMel> {
  const stream = new Wav2LipMelStream();
  let unheard = 60 * SPEECH_RATE;
  for await (const piece of readMono(speech, SPEECH_RATE, signal, spoken)) {
    stream.push(piece);
    unheard -= piece.length;
    if (unheard > 0) continue;
    unheard = 60 * SPEECH_RATE;
    onMinute();
  }
  return stream.finish();
}
