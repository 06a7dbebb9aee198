import type { FfmpegRequest } from '../src/engine/media/ffmpeg/messages';
import { serveFfmpeg } from '../src/engine/media/ffmpeg/service';

// No bridge here: only the convert worker asks, and pictures come back through shared memory.
const serve = serveFfmpeg((answer) => self.postMessage(answer));
self.onmessage = ({ data }: MessageEvent<FfmpegRequest>) => void serve(data);
