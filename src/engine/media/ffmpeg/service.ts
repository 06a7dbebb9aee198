import { DubError, toErrorData } from '../../core/errors';
import { createPartFile } from '../output/opfs';
import { ALL_STREAMS } from './arguments';
import { askFfprobe } from './ask';
import { createFfmpeg, type Ffmpeg } from './ffmpeg';
import { FrameClock } from './frame-clock';
import { frameDevice } from './frame-device';
import type { ConvertRequest, FfmpegAnswer, FfmpegRequest, FramesRequest } from './messages';
import { partDevice } from './part-device';

type Answer = (message: FfmpegAnswer) => void;

/** Serves one file in a worker of its own, where ffmpeg may block as long as it likes. */
export function serveFfmpeg(answer: Answer): (request: FfmpegRequest) => Promise<void> {
  // It loads before anybody asks; a failure is met by the first who does.
  const loading = createFfmpeg();
  loading.catch(() => {});
  let ffmpeg: Ffmpeg | null = null;
  let source = '';
  const serve = async (request: FfmpegRequest): Promise<FfmpegAnswer> => {
    if (request.kind === 'open') {
      ffmpeg = await loading;
      source = ffmpeg.mount(request.file);
      return { kind: 'opened', report: askFfprobe(ffmpeg, source) };
    }
    if (!ffmpeg) throw new Error('no file is open');
    if (request.kind === 'convert') await convert(ffmpeg, source, request, answer);
    else decode(ffmpeg, source, request, answer);
    return { kind: 'done' };
  };
  return async (request) => {
    try {
      answer(await serve(request));
    } catch (reason) {
      answer({ kind: 'failed', error: toErrorData(reason) });
    }
  };
}

async function convert(
  ffmpeg: Ffmpeg,
  source: string,
  { target, args, upright }: ConvertRequest,
  answer: Answer,
): Promise<void> {
  const part = await createPartFile(target);
  try {
    const output = ffmpeg.device('converted', partDevice(part));
    const turn = upright ? [] : ['-noautorotate'];
    const { code, log } = ffmpeg.run([...turn, '-i', source, ...args, output], {
      onTime: (seconds) => answer({ kind: 'time', seconds }),
    });
    if (code !== 0 || part.size() === 0) throw new DubError('input/unsupported', { cause: log });
    await part.commit();
  } catch (reason) {
    await part.abandon();
    throw part.failure ?? reason;
  }
}

function decode(ffmpeg: Ffmpeg, source: string, request: FramesRequest, answer: Answer): void {
  const clock = new FrameClock();
  const filters = [...request.filters, `format=${request.pixelFormat}`, 'showinfo=checksum=0'];
  const output = ffmpeg.device('frames', frameDevice(request, clock, answer));
  const { code, log } = ffmpeg.run(
    [
      ...(request.ownTimes ? ['-copyts'] : []),
      ...['-noautorotate', '-threads', '1', '-i', source],
      ...(request.ownTimes ? [] : ALL_STREAMS),
      ...['-map', `0:${request.stream}`, '-vf', filters.join(','), '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', output],
    ],
    { onLine: (line) => clock.read(line) },
  );
  if (code !== 0) throw new DubError('input/unsupported', { cause: log });
}
