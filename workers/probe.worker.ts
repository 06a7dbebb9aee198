import { expose } from 'comlink';
import { withControl } from '../src/engine/bridge/control';
import type { ProbeService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { isSilent } from '../src/engine/speech/is-silent';
import { SPEECH_RATE } from '../src/engine/speech/spectrum/log-mel';
import { openSyncFile } from '../src/engine/media/output/opfs';
import { probeFile } from '../src/engine/media/input/probe';
import { readMono } from '../src/engine/media/audio/sound';
import { acceptSource } from '../src/engine/media/input/source-id';

const service: ProbeService = {
  accept: (file, port) => withControl(port, ({ signal }) => acceptSource(file, signal)),
  flush: (path, port) =>
    withControl(port, async () => {
      const file = await openSyncFile(path);
      file.flush();
      file.close();
    }),
  probe: (file, port) =>
    withControl(port, ({ signal, report }) => {
      let phase = 0;
      return probeFile(file, signal, () => report({ step: 'probe', done: ++phase, total: 0 }));
    }),
  silent: (file, port) => withControl(port, ({ signal }) => isSilent(readMono(file, SPEECH_RATE, signal))),
};
expose(service);
