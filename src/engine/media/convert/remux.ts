import { EncodedPacketSink } from 'mediabunny';
import { DubError } from '../../core/errors';
import { openInput } from '../input/open-input';
import { writeConversion, type Conversion } from './recode';
import { isUncut, startOf } from '../container/track-clock';

/** True of a file whose pictures are all shown. */
export async function canRemux(file: Blob): Promise<boolean> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryVideoTrack();
    return track !== null && (await isUncut(track));
  } finally {
    input.dispose();
  }
}

/**
 * Copies the pictures of a file as they are coded into an mp4, the file's first moment at time 0, beside a sound that was
 * converted. Throws `input/unsupported`, `storage/full`.
 */
export async function remux(file: Blob, job: Conversion): Promise<void> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    if (!track || !codec) throw new DubError('input/unsupported');
    const start = await startOf(input);
    const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
    await writeConversion(job, { codec, rotation: job.video.rotation }, async (sink, next) => {
      for await (const packet of new EncodedPacketSink(track).packets()) {
        job.signal.throwIfAborted();
        const timestamp = packet.timestamp - start;
        await sink(packet.clone({ timestamp }), decoderConfig);
        await next(timestamp);
      }
    });
  } finally {
    input.dispose();
  }
}
