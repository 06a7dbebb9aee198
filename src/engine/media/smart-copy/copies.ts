import { EncodedPacket } from 'mediabunny';
import type { Timeline } from '../../plan/dub-plan';
import { createPicture } from '../../picture/picture';
import type { StopSignal } from '../../core/progress';
import { AvcSyntaxError } from './avc/bits';
import { joinStreams, type JoinedStream } from './avc/joined-stream';
import { copyRuns, type CopyRun, type DecodeOrder } from './copy-runs';
import type { EncoderShape, PacketSink, PictureEncoder } from '../encode/encoder';
import type { Footage } from '../decode/footage';
import { descriptionOf, isSameStream } from '../output/packet-log-format';
import { OtherStream } from '../output/packet-log';

/** Shorter stretches (seconds) stay with the encoder: each change costs a picture that refers to no other. */
const LEAST_SECONDS = 0.5;

/** What of a render is copied from its source, and how the rest is written to go with it. */
export type Copies = {
  readonly runs: readonly CopyRun[];
  /** Takes what the encoder makes, and hands it on as part of the joined stream. It throws `OtherStream`. */
  joining(sink: PacketSink): PacketSink;
  /** Hands the packets of a run to `sink`, without the first `done`; after each comes a step of the caller's. */
  copy(run: CopyRun, done: number, sink: PacketSink): AsyncGenerator<void, void, undefined>;
};

export type CopyJob = {
  readonly footage: Footage;
  readonly plan: Pick<Timeline, 'fps' | 'base' | 'keep'>;
  /** When an output frame is shown, seconds. */
  readonly timeOf: (frame: number) => number;
  /** Output frames before this one bear a label. */
  readonly first: number;
  readonly shape: EncoderShape;
  /** Makes an encoder as the render's. */
  readonly createEncoder: (sink: PacketSink) => Promise<PictureEncoder>;
};

/**
 * Finds the stretches that keep the original and can be copied as they are coded: H.264 of the result's size, whose
 * stream the encoder's can join (`joinStreams`), spending no more than the result would. Null where there are none.
 */
export async function planCopies(job: CopyJob, signal: StopSignal): Promise<Copies | null> {
  const { footage, plan, shape } = job;
  const source = isAlike(footage, shape) ? await footage.packets.avcRecord() : null;
  if (!source || !plan.keep.includes(1)) return null;
  const order = await footage.packets.order(signal);
  const least = Math.max(2, Math.ceil(LEAST_SECONDS * plan.fps));
  const starts = new Set(footage.keys);
  const find = () => copyRuns({ ...plan, first: job.first, starts, order, least });
  if (find().length === 0) return null;
  const { own, packets } = await probe(job);
  const joined = own && tryJoin(source, own, packets);
  if (!joined) return null;
  const runs = await checkedRuns(find, starts, footage, joined, signal);
  if (runs.length === 0) return null;
  return copiesOf(runs, { footage, timeOf: job.timeOf, order, joined, own });
}

function isAlike({ info }: Footage, { codec, width, height, bitrate }: EncoderShape): boolean {
  const sameSize = width === info.codedWidth && height === info.codedHeight;
  return codec === 'avc' && sameSize && !info.hdr && info.bitrate > 0 && info.bitrate <= bitrate;
}

/** What the encoder makes of two grey pictures, and how that is to be decoded. */
async function probe({ createEncoder, shape }: CopyJob): Promise<Probe> {
  const packets: Uint8Array[] = [];
  let own: VideoDecoderConfig | null = null;
  const encoder = await createEncoder(async ({ data }, config) => {
    own ??= config ?? null;
    packets.push(data);
  });
  try {
    const picture = createPicture(shape.width, shape.height);
    picture.data.fill(128);
    for (const frame of [0, 1]) await encoder.add(frame / shape.fps, picture);
    await encoder.finish();
    return { own, packets };
  } finally {
    encoder.close();
  }
}

type Probe = { readonly own: VideoDecoderConfig | null; readonly packets: readonly Uint8Array[] };

/** Joins the streams; null where their packets do not go together. */
function tryJoin(
  source: Uint8Array,
  own: VideoDecoderConfig,
  packets: Probe['packets'],
): JoinedStream | null {
  try {
    const trial = joinStreams(source, descriptionOf(own));
    for (const packet of packets) trial?.second(packet);
  } catch (reason) {
    if (reason instanceof AvcSyntaxError) return null;
    throw reason;
  }
  return joinStreams(source, descriptionOf(own));
}

/** The runs that begin with an IDR picture: containers also mark others as places to start from. */
async function checkedRuns(
  find: () => CopyRun[],
  starts: Set<number>,
  footage: Footage,
  joined: JoinedStream,
  signal: StopSignal,
): Promise<CopyRun[]> {
  const good = new Set<number>();
  for (;;) {
    const runs = find();
    const unknown = runs.filter(({ source }) => !good.has(source));
    if (unknown.length === 0) return runs;
    for (const { source } of unknown) {
      signal.throwIfAborted();
      if (await canStart(footage, source, joined)) good.add(source);
      else starts.delete(source);
    }
  }
}

async function canStart(footage: Footage, frame: number, joined: JoinedStream): Promise<boolean> {
  for await (const { data } of footage.packets.from(frame)) {
    try {
      joined.first(data, true);
      return true;
    } catch (reason) {
      if (!(reason instanceof AvcSyntaxError)) throw reason;
      return false;
    }
  }
  return false;
}

type Joining = {
  readonly footage: Footage;
  readonly timeOf: CopyJob['timeOf'];
  readonly order: DecodeOrder;
  readonly joined: JoinedStream;
  /** Of the encoder's stream alone. */
  readonly own: VideoDecoderConfig;
};

function copiesOf(runs: readonly CopyRun[], { footage, timeOf, order, joined, own }: Joining): Copies {
  const whole = { ...own, codec: joined.codec, description: joined.description };
  return {
    runs,
    joining: (sink) => async (packet, config) => {
      if (config && !isSameStream(config, own)) throw new OtherStream();
      const data = orOtherStream(() => joined.second(packet.data));
      const { type, timestamp, duration } = packet;
      await sink(new EncodedPacket(data, type, timestamp, duration), config && whole);
    },
    async *copy({ from, source, count }, done, sink) {
      const first = order.indexOf(source);
      let at = 0;
      for await (const packet of footage.packets.from(source)) {
        if (at >= done) {
          const data = orOtherStream(() => joined.first(packet.data, at === 0));
          const frame = from + order[first + at]! - source;
          const time = timeOf(frame);
          const config = at === done ? whole : undefined;
          await sink(new EncodedPacket(data, packet.type, time, timeOf(frame + 1) - time), config);
          yield;
        }
        if (++at === count) return;
      }
      throw new OtherStream();
    },
  };
}

/** What cannot be joined after all is encoded, all of it. */
function orOtherStream<T>(write: () => T): T {
  try {
    return write();
  } catch (reason) {
    throw reason instanceof AvcSyntaxError ? new OtherStream() : reason;
  }
}
