import { expose } from 'comlink';
import { withControl } from '../src/bridge/control';
import type { NetworkService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { inspectNetwork } from '../src/inference/inspect-network';

const service: NetworkService = {
  inspect: (file, beside, port) =>
    withControl(port, ({ signal, report }) =>
      inspectNetwork(file, beside, signal, (done) => report({ step: 'probe', done, total: file.size })),
    ),
};
expose(service);
