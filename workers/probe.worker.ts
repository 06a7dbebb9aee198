import { expose } from 'comlink';
import { withControl } from '../src/engine/bridge/control';
import type { ProbeService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { isSilent } from '../src/engine/speech/is-silent';
import { peaksOf } from '../src/engine/sound/peaks';
import { SPEECH_RATE } from '../src/engine/speech/spectrum/log-mel';
import { openSyncFile } from '../src/engine/media/output/opfs';
import type { MediaInfo } from '../src/engine/core/media-info';
import type { TaskContext } from '../src/engine/core/progress';
import { probeFile, type LookWish } from '../src/engine/media/input/probe';
import { readMono } from '../src/engine/media/audio/sound';
import { acceptSource } from '../src/engine/media/input/source-id';

function look(file: File, { signal, report }: TaskContext, wish: LookWish = {}): Promise<MediaInfo> {
  let phase = 0;
  const onPhase = () => report({ step: 'probe', done: ++phase, total: 0 });
  return probeFile(file, { signal, onPhase, ...wish });
}

const service: ProbeService = {
  accept: (file, port) => withControl(port, ({ signal }) => acceptSource(file, signal)),
  flush: (path, port) =>
    withControl(port, async () => {
      const file = await openSyncFile(path);
      file.flush();
      file.close();
    }),
  probe: (file, port) => withControl(port, (context) => look(file, context)),
  probeSound: (file, sound, port) => withControl(port, (context) => look(file, context, { sound })),
  silent: (file, port) => withControl(port, ({ signal }) => isSilent(readMono(file, SPEECH_RATE, signal))),
  peaks: (file, port) =>
    withControl(port, ({ signal }) => peaksOf(readMono(file, SPEECH_RATE, signal), SPEECH_RATE)),
};
expose(service);
