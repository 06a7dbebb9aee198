import { transfer, wrap, type Remote } from 'comlink';
import { DubError } from '../dub/errors';
import type { Progress } from '../dub/progress';
import { openControl } from './control';
import './wire-errors';

/** How long a cancelled call may take to stop by itself; wasm and GPU runs cannot be interrupted, so then the worker goes. */
const GRACE_MS = 2_000;

export type CallOptions = { signal: AbortSignal; onProgress?: (progress: Progress) => void };
type Call<Service, T> = (service: Remote<Service>, port: MessagePort) => Promise<T>;

/**
 * One worker, one call at a time, in order. It starts on first use and again after a crash or a hard cancel.
 * `run` rejects with the worker's own `DubError`, with `worker/crashed`, or with the signal's reason.
 */
export class WorkerHost<Service> {
  #spawn: () => Worker;
  #live: { worker: Worker; service: Remote<Service>; end: AbortController } | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  run<T>(call: Call<Service, T>, options: CallOptions): Promise<T> {
    const turn = this.#tail.then(() => this.#now(call, options));
    // A failed call must not fail the ones queued behind it.
    this.#tail = turn.catch(() => {});
    return turn;
  }

  /** Ends the worker and gives its memory back; a call that runs is aborted, the next one starts a fresh worker. */
  dispose(): void {
    this.#live?.worker.terminate();
    this.#live?.end.abort(new DOMException('the worker was ended', 'AbortError'));
    this.#live = null;
  }

  async #now<T>(call: Call<Service, T>, { signal, onProgress = () => {} }: CallOptions): Promise<T> {
    signal.throwIfAborted();
    const { worker, service, end } = (this.#live ??= this.#start());
    const control = openControl(signal, onProgress);
    const settled = new AbortController();
    try {
      const answer = call(service, transfer(control.port, [control.port]));
      // Comlink's promise never settles once its worker is dead, so the call races that death.
      return await Promise.race([answer, this.#death(worker, end.signal, signal, settled.signal)]);
    } finally {
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

/** What went wrong and in which line, as far as the browser says. */
function placeOf(event: Event): string {
  if (!(event instanceof ErrorEvent)) return event.type;
  const { message, filename, lineno, colno } = event;
  return filename ? `${message} (${filename}:${lineno}:${colno})` : message;
}
