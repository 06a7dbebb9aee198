import { expose } from 'comlink';
import { withControl } from '../src/bridge/control';
import type { ConvertService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { convertFile } from '../src/media/convert';

const service: ConvertService = {
  convert: (file, info, target, port) =>
    withControl(port, (context) => convertFile(file, info, target, context)),
};
expose(service);
