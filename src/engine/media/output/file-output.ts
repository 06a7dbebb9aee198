import {
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import type { FileFormat } from '../../plan/dub-plan';
import type { PacketSink } from '../encode/encoder';
import type { PartFile } from './opfs';

/** The muxer gathers so much before it goes to the disk. */
const CHUNK_BYTES = 2 * 1024 * 1024;

/** A file that is written into `part` as it comes; only its table of contents waits in memory for the end. */
export function createOutput(part: PartFile, format: FileFormat = 'mp4'): Output {
  const sink = new WritableStream({
    write: ({ data, position }: { data: Uint8Array; position: number }) => part.write(data, position),
  });
  return new Output({
    format:
      format === 'webm'
        ? new WebMOutputFormat()
        : // Metadata by key and value: other ways of writing it into an mp4 have names of four letters only.
          new Mp4OutputFormat({ fastStart: false, metadataFormat: 'mdta' }),
    target: new StreamTarget(sink, { chunked: true, chunkSize: CHUNK_BYTES }),
  });
}

/** Encoded pictures for an output: `source` is added to it before it starts, and closed after the last packet. */
export type PacketTrack = { readonly source: EncodedVideoPacketSource; readonly sink: PacketSink };

export function createPacketTrack(codec: VideoCodec): PacketTrack {
  const source = new EncodedVideoPacketSource(codec);
  return {
    source,
    sink: (packet, decoderConfig) => source.add(packet, decoderConfig && { decoderConfig }),
  };
}

/**
 * Runs `fill` between start and finalise and `complete` after it, then gives the part file its name; on any failure
 * nothing stays.
 * `fill` calls `check` now and then: it throws as soon as the disk is full, which the muxer itself keeps quiet
 * about. Returns the file's bytes. Throws what `fill` throws, or `storage/full`.
 */
export async function writeFile(
  output: Output,
  part: PartFile,
  fill: (check: () => void) => Promise<void>,
  complete: () => Promise<void> = async () => {},
): Promise<number> {
  const check = () => {
    if (part.failure) throw part.failure;
  };
  try {
    await output.start();
    await fill(check);
    await output.finalize();
    await complete();
    return await part.commit();
  } catch (reason) {
    if (output.state !== 'finalized') await output.cancel().catch(() => {});
    await part.abandon();
    throw part.failure ?? reason;
  }
}
