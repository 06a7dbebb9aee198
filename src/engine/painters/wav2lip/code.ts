import { SPEECH_RATE } from '../../speech/spectrum/log-mel';
import type { PainterCode, PainterTools } from '../kind';
import type { Wav2LipInputs, Wav2LipSettings } from './inputs';
import { Wav2LipMelStream, type Wav2LipMel } from './network/mel';
import { colorModel } from './paint/color';
import { createWav2LipPainter } from './painter';
import { planWav2Lip } from './plan';

export const code: PainterCode<Wav2LipSettings, Wav2LipInputs> = {
  plan: (request, wav2lip, model) => planWav2Lip({ ...request, wav2lip }, model.reference),
  async open(plan, tools) {
    const { video } = tools;
    // A large network takes its time; whoever waits hears that it gets on.
    let phase = 0;
    const getsOn = () => tools.report({ step: 'render', done: ++phase, total: 0 });
    const { net, device, fallback, release } = await tools.openNetwork();
    getsOn();
    const mel = await hear(tools, getsOn).catch(async (reason: unknown) => {
      await release();
      throw reason;
    });
    return {
      createPainter: (colors) =>
        createWav2LipPainter({ plan, video, mel, net, color: colorModel(colors, video.codedHeight) }),
      ran: { device, fallback },
      release,
    };
  },
};

/** The speech as the network hears it. `onMinute`: called for each minute that is heard. */
async function hear(tools: PainterTools, onMinute: () => void): Promise<Wav2LipMel> {
  const stream = new Wav2LipMelStream();
  let unheard = 60 * SPEECH_RATE;
  for await (const piece of tools.hear(SPEECH_RATE)) {
    stream.push(piece);
    unheard -= piece.length;
    if (unheard > 0) continue;
    unheard = 60 * SPEECH_RATE;
    onMinute();
  }
  return stream.finish();
}
