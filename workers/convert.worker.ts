import { expose } from 'comlink';
import { withControl } from '../src/engine/bridge/control';
import type { ConvertService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { convertFile } from '../src/engine/media/convert/convert';
import { FfmpegClient } from '../src/engine/media/ffmpeg/client';
import { layOutSpeech } from '../src/engine/media/script/lay-out';
import { convertStill } from '../src/engine/media/convert/still';

/** An ffmpeg that loads while nobody needs it yet; each conversion has one of its own. */
let spare: FfmpegClient | null = null;

function takeSpare(): FfmpegClient {
  const client = spare ?? new FfmpegClient();
  spare = null;
  return client;
}

const service: ConvertService = {
  warm: (port) => withControl(port, async () => void (spare ??= new FfmpegClient())),
  convert: (file, info, target, port) =>
    withControl(port, (context) =>
      info.reader === 'picture'
        ? convertStill(file, target, context)
        : convertFile(file, info, target, context, { client: takeSpare() }),
    ),
  layOut: (speeches, layout, target, port) =>
    withControl(port, (context) => layOutSpeech(speeches, layout, target, context)),
};
expose(service);
