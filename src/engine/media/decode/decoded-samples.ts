import {
  EncodedPacketSink,
  VideoSampleSink,
  type EncodedPacket,
  type InputVideoTrack,
  type VideoSample,
} from 'mediabunny';

/** So many samples and packets may wait, together, while there is a sample to be taken. */
const AHEAD = 8;
/** So many packets may wait for the decoder while there is none: it is given no more than it takes. */
const HUNGRY = 2;
/** Milliseconds without a sign of a decoder that still waits: it may be one that gives nothing until it has more. */
const SILENT_MS = 2000;

/**
 * The samples of a video in order of presentation, from the one that is shown at `from` (seconds by the file's clock) on.
 * Who receives a sample closes it. Throws what the container's reader or the decoder throws.
 *
 * mediabunny's own iterator gives its decoder 40 packets whenever no sample waits. On a busy machine all of them wait as
 * pictures a moment later: 125 MB at 1080 lines, 500 MB at 2160, for each decoder.
 */
export async function* decodedSamples(
  track: InputVideoTrack,
  from: number,
): AsyncGenerator<VideoSample, void, unknown> {
  /** Not given out yet: the last sample before `from`, which is shown then unless another begins there. */
  const held: VideoSample[] = [];
  try {
    for await (const sample of samplesFromKey(track, from)) {
      if (sample.timestamp <= from) for (const before of held.splice(0)) before.close();
      held.push(sample);
      if (sample.timestamp >= from) while (held.length > 0) yield held.shift()!;
    }
    while (held.length > 0) yield held.shift()!;
  } finally {
    for (const sample of held) sample.close();
  }
}

/** The same from the key picture on that has to be decoded first. */
const samplesFromKey = (track: InputVideoTrack, from: number) => decode(track, packetsFrom(track, from));

/** The samples that packets become by the decoder of a track. Who receives one closes it. */
export async function* decode(
  track: InputVideoTrack,
  packets: AsyncGenerator<EncodedPacket, void>,
): AsyncGenerator<VideoSample, void> {
  const decoding = await Decoding.open(track);
  try {
    while (!decoding.isOver) {
      const change = decoding.change();
      await feed(decoding, packets);
      const sample = decoding.take();
      if (sample) yield sample;
      else if (!(await comes(change, SILENT_MS))) decoding.giveMore();
    }
  } finally {
    decoding.close();
    await packets.return();
  }
}

/** True when it has come, false after so many milliseconds without it. */
function comes(change: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, false);
    void change.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

async function feed(decoding: Decoding, packets: AsyncGenerator<EncodedPacket, void>): Promise<void> {
  while (decoding.hasRoom) {
    const { value: packet } = await packets.next();
    if (packet) decoding.decode(packet);
    else decoding.flush();
  }
}

async function* packetsFrom(track: InputVideoTrack, from: number): AsyncGenerator<EncodedPacket, void> {
  const sink = new EncodedPacketSink(track);
  // What a file calls a key picture may be none.
  const options = { verifyKeyPackets: true };
  const key = (await sink.getKeyPacket(from, options)) ?? (await sink.getFirstKeyPacket(options));
  if (key) yield* sink.packets(key, undefined, options);
}

/** A decoder at work, and the samples that came out of it. */
class Decoding {
  readonly #waiting: VideoSample[] = [];
  #decoder: Decoder | null = null;
  #state: 'open' | 'flushing' | 'flushed' = 'open';
  #failure: { readonly reason: unknown } | null = null;
  #hungry = HUNGRY;
  #tell = () => {};

  static async open(track: InputVideoTrack): Promise<Decoding> {
    const decoding = new Decoding();
    const receive = (sample: VideoSample) => {
      decoding.#waiting.push(sample);
      decoding.#tell();
    };
    decoding.#decoder = await createDecoder(track, receive, (reason) => decoding.#fail(reason));
    decoding.#decoder.decoder?.addEventListener('dequeue', () => decoding.#tell());
    return decoding;
  }

  get hasRoom(): boolean {
    if (this.#state !== 'open' || this.#failure || !this.#decoder) return false;
    const most = this.#waiting.length > 0 ? AHEAD - this.#waiting.length : this.#hungry;
    return this.#decoder.getDecodeQueueSize() < most;
  }

  /** True when all samples were taken. */
  get isOver(): boolean {
    return this.#state === 'flushed' && this.#waiting.length === 0 && !this.#failure;
  }

  /** Twice as many packets may wait from now on. */
  giveMore(): void {
    this.#hungry *= 2;
  }

  /** Without transparency, which the browser's decoders do not know and mediabunny lays over in workers of its own. */
  decode(packet: EncodedPacket): void {
    this.#decoder?.decode(packet.sideData.alpha ? packet.clone({ sideData: {} }) : packet);
  }

  /** After the last packet. */
  flush(): void {
    this.#state = 'flushing';
    const flushed = () => {
      this.#state = 'flushed';
      this.#tell();
    };
    this.#decoder?.flush().then(flushed, (reason: unknown) => this.#fail(reason));
  }

  /** The next sample, where one waits; it is the caller's then. Throws what the decoder told. */
  take(): VideoSample | null {
    if (this.#failure) throw this.#failure.reason;
    return this.#waiting.shift() ?? null;
  }

  /** Resolves at the next thing that happens: a sample came, a packet was taken, all is done, or something failed. */
  change(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve));
  }

  close(): void {
    for (const sample of this.#waiting.splice(0)) sample.close();
    this.#decoder?.close();
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#tell();
  }
}

/** mediabunny's decoder, which knows how to handle the faults of each browser's. */
type Decoder = {
  /** The browser's; null where another was registered. */
  readonly decoder: VideoDecoder | null;
  decode(packet: EncodedPacket): void;
  flush(): Promise<void>;
  close(): void;
  /** Packets that the decoder has not taken yet. */
  getDecodeQueueSize(): number;
};
type CreateDecoder = (
  onSample: (sample: VideoSample) => void,
  onError: (reason: unknown) => void,
) => Promise<Decoder>;

/** It is not part of mediabunny's interface, whose version is therefore exact. Throws where there is no decoder. */
function createDecoder(track: InputVideoTrack, ...told: Parameters<CreateDecoder>): Promise<Decoder> {
  const sink = new VideoSampleSink(track) as unknown as { readonly _createDecoder: CreateDecoder };
  return sink._createDecoder(...told);
}
