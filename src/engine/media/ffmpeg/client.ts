import { fromErrorData } from '../../core/errors';
import { SLOTS, type FfmpegAnswer, type FfmpegRequest, type FramesRequest } from './messages';
import type { FfprobeReport } from './ffprobe-json';

/** One decoded picture in I420; `data` is valid until the next one is asked for. */
export type RawFrame = { readonly data: Uint8Array; readonly time: number };

/**
 * ffmpeg at work on one file, in a worker of its own, so that its blocking blocks nobody. One call at a time;
 * `close` ends it at once, in the middle of a call too.
 */
export class FfmpegClient {
  #worker = new Worker(new URL('../../../../workers/ffmpeg.worker.ts', import.meta.url), {
    type: 'module',
    name: 'ffmpeg',
  });
  #answers: FfmpegAnswer[] = [];
  #wake: (() => void) | null = null;
  #closed: { readonly reason: unknown } | null = null;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FfmpegAnswer>) => this.#take(data);
    this.#worker.onerror = ({ message }) =>
      this.#take({ kind: 'failed', error: { code: 'worker/crashed', cause: message } });
  }

  /** Opens the file and says what it is. Throws `input/unreadable`. */
  async open(file: Blob): Promise<FfprobeReport> {
    this.#send({ kind: 'open', file });
    const answer = await this.#next();
    if (answer.kind !== 'opened') throw new Error(`unexpected answer: ${answer.kind}`);
    return answer.report;
  }

  /** Runs ffmpeg with these output arguments into an OPFS path. Throws `input/unsupported`, `storage/full`. */
  async convert(
    target: string,
    args: readonly string[],
    onTime?: (seconds: number) => void,
    upright = false,
  ): Promise<void> {
    this.#send({ kind: 'convert', target, args, upright });
    for (let answer = await this.#next(); answer.kind === 'time'; answer = await this.#next()) {
      onTime?.(answer.seconds);
    }
  }

  /**
   * The pictures of a video stream, in order. Needs shared memory, that is a cross-origin isolated page.
   * Throws `input/unsupported`.
   */
  async *frames(request: Omit<FramesRequest, 'slots' | 'taken'>): AsyncGenerator<RawFrame> {
    const slots = new SharedArrayBuffer(SLOTS * request.frameBytes);
    const taken = new SharedArrayBuffer(4);
    const readerAt = new Int32Array(taken);
    this.#send({ kind: 'frames', ...request, slots, taken });
    for (let answer = await this.#next(); answer.kind === 'frame'; answer = await this.#next()) {
      const start = answer.slot * request.frameBytes;
      yield { data: new Uint8Array(slots, start, request.frameBytes), time: answer.time };
      Atomics.add(readerAt, 0, 1);
      Atomics.notify(readerAt, 0);
    }
  }

  /** Ends ffmpeg; a call that is still waiting for it rejects with `reason`. */
  close(reason: unknown = new DOMException('closed', 'AbortError')): void {
    this.#worker.terminate();
    this.#closed = { reason };
    this.#wake?.();
  }

  #send(request: FfmpegRequest): void {
    this.#worker.postMessage(request);
  }

  #take(answer: FfmpegAnswer): void {
    this.#answers.push(answer);
    this.#wake?.();
  }

  async #next(): Promise<FfmpegAnswer> {
    while (this.#answers.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#closed) throw this.#closed.reason;
    const answer = this.#answers.shift()!;
    if (answer.kind !== 'failed') return answer;
    throw fromErrorData(answer.error);
  }
}
