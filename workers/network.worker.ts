import { expose } from 'comlink';
import { withControl } from '../src/engine/bridge/control';
import type { NetworkService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { inspectNetwork } from '../src/engine/inference/networks/inspect-network';

const service: NetworkService = {
  inspect: (file, beside, port) =>
    withControl(port, ({ signal, report }) =>
      inspectNetwork(file, beside, signal, (done) => report({ step: 'probe', done, total: file.size })),
    ),
};
expose(service);
