import { transfer, wrap, type Remote } from 'comlink';
import { DubError, type DubErrorCode } from '../core/errors';
import { Turns } from '../core/turns';
import type { Progress } from '../core/progress';
import { openControl } from './control';
import './wire-errors';

/** How long a cancelled call may take to stop by itself; wasm and GPU runs cannot be interrupted, so then the worker goes. */
const GRACE_MS = 2_000;

/** How long a call may go without a report, milliseconds, and the error that it then ends with. The worker goes too. */
export type TimeLimit = { readonly ms: number; readonly code: DubErrorCode };
export type CallOptions = {
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  limit?: TimeLimit | undefined;
};
export type Call<Service, T> = (service: Remote<Service>, port: MessagePort) => Promise<T>;

/**
 * One worker, one call at a time, in order. It starts on first use and again after a crash or a hard cancel.
 * `run` rejects with the worker's own `DubError`, with `worker/crashed`, or with the signal's reason.
 */
export class WorkerHost<Service> {
  #spawn: () => Worker;
  #live: { worker: Worker; service: Remote<Service>; end: AbortController } | null = null;
  readonly #turns = new Turns();

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  run<T>(call: Call<Service, T>, options: CallOptions): Promise<T> {
    return this.#turns.take(() => this.#now(call, options));
  }

  /** Ends the worker and gives its memory back; a call that runs is aborted, the next one starts a fresh worker. */
  dispose(): void {
    this.#live?.worker.terminate();
    this.#live?.end.abort(new DOMException('the worker was ended', 'AbortError'));
    this.#live = null;
  }

  async #now<T>(call: Call<Service, T>, options: CallOptions): Promise<T> {
    const { signal, onProgress = () => {}, limit } = options;
    signal.throwIfAborted();
    const { worker, service, end } = (this.#live ??= this.#start());
    const settled = new AbortController();
    const watch = new Silence(limit);
    const control = openControl(signal, (progress) => {
      watch.heard();
      onProgress(progress);
    });
    try {
      const answer = call(service, transfer(control.port, [control.port]));
      // Comlink's promise never settles once its worker is dead, so the call races that death.
      return await Promise.race([
        answer,
        this.#death(worker, end.signal, signal, settled.signal),
        watch.tooLong,
      ]);
    } catch (reason) {
      // It does not hear us; only ending the worker gives its time and memory back.
      if (watch.over) this.dispose();
      throw reason;
    } finally {
      watch.stop();
      settled.abort();
      control.close();
    }
  }

  /** Rejects when the worker crashes or is ended, or when an aborted call outstays its grace. */
  #death(worker: Worker, end: AbortSignal, signal: AbortSignal, settled: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const crash = (event: Event) => {
        reject(new DubError('worker/crashed', { cause: placeOf(event) }));
        this.dispose();
      };
      end.addEventListener('abort', () => reject(end.reason), { signal: settled });
      worker.addEventListener('error', crash, { signal: settled });
      worker.addEventListener('messageerror', crash, { signal: settled });
      const giveUp = () => {
        const timer = setTimeout(() => {
          reject(signal.reason);
          this.dispose();
        }, GRACE_MS);
        settled.addEventListener('abort', () => clearTimeout(timer));
      };
      signal.addEventListener('abort', giveUp, { signal: settled });
    });
  }

  #start() {
    const worker = this.#spawn();
    return { worker, service: wrap<Service>(worker), end: new AbortController() };
  }
}

/** Until a worker has loaded it says nothing, and a busy machine takes its time for that; milliseconds. */
const LOADING_MS = 60_000;

/** Rejects once a call has been silent for longer than it may. */
class Silence {
  readonly #limit: TimeLimit | undefined;
  readonly tooLong: Promise<never>;
  #reject: (reason: DubError) => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  over = false;

  constructor(limit: TimeLimit | undefined) {
    this.#limit = limit;
    this.tooLong = new Promise((_, reject) => (this.#reject = reject));
    if (limit) this.#arm(LOADING_MS);
  }

  heard(): void {
    if (this.#limit) this.#arm(this.#limit.ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.over = true;
      if (this.#limit) this.#reject(new DubError(this.#limit.code, { detail: { seconds: ms / 1000 } }));
    }, ms);
  }
}

/** What went wrong and in which line, as far as the browser says. */
function placeOf(event: Event): string {
  if (!(event instanceof ErrorEvent)) return event.type;
  const { message, filename, lineno, colno } = event;
  return filename ? `${message} (${filename}:${lineno}:${colno})` : message;
}
