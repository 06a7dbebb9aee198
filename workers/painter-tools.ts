import type { RenderRequest } from '../src/engine/bridge/services';
import { DubError } from '../src/engine/core/errors';
import type { VideoInfo } from '../src/engine/core/media-info';
import type { TaskContext } from '../src/engine/core/progress';
import { openWav2Lip } from '../src/engine/inference/networks/wav2lip-session';
import { readMono } from '../src/engine/media/audio/sound';
import type { PainterTools } from '../src/engine/painters/kind';

type Asked = Pick<RenderRequest, 'speech' | 'spoken' | 'network' | 'device'>;

/** What a painter may ask for, on this machine. */
export function painterTools(
  { speech, spoken, network, device }: Asked,
  video: VideoInfo,
  { signal, report }: TaskContext,
): PainterTools {
  return {
    ...{ video, signal, report },
    hear: (rate) => readMono(speech, rate, signal, spoken),
    async openNetwork() {
      if (!network) throw new DubError('model/failed', { detail: { model: 'network', reason: 'no file' } });
      return openWav2Lip(new Uint8Array(await network.arrayBuffer()), device ?? 'auto');
    },
  };
}
