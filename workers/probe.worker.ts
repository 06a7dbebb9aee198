import { expose } from 'comlink';
import { withControl } from '../src/bridge/control';
import type { ProbeService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { isSilent } from '../src/dub/speech/is-silent';
import { SPEECH_RATE } from '../src/dub/speech/log-mel';
import { openSyncFile } from '../src/media/opfs';
import { probeFile } from '../src/media/probe';
import { readMono } from '../src/media/sound';
import { acceptSource } from '../src/media/source-id';

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
