import { afterEach, expect, vi } from 'vitest';
import { expose, transferHandlers, type TransferHandler } from 'comlink';
import type { Lease } from './lease';
import { Workers, type Starters } from './workers';

// Node has no such event, and loses the name of a file that is posted.
globalThis.ErrorEvent ??= class extends Event {} as unknown as typeof ErrorEvent;
const named: TransferHandler<File, string> = {
  canHandle: (value): value is File => value instanceof File,
  serialize: ({ name }) => [name, []],
  deserialize: (name) => new File([name], name),
};
transferHandlers.set('file', named);

// Workers of tests: they run in this thread, answer when the test says so, and write down what becomes of them.

type Asked = { ask(word: string): Promise<string> };

/** Asks the worker behind a lease for a word; it comes back with the worker's name. */
export const ask = (lease: { readonly run: unknown }, word: string): Promise<string> =>
  (lease as Lease<Asked>).run((service) => service.ask(word), { signal: new AbortController().signal });

class FakeWorker extends EventTarget {
  readonly #here: MessagePort;
  readonly #there: MessagePort;

  constructor(
    service: object,
    readonly onend: () => void,
  ) {
    super();
    const { port1, port2 } = new MessageChannel();
    [this.#here, this.#there] = [port1, port2];
    expose(service, port2);
    port1.onmessage = ({ data, ports }: MessageEvent<unknown>) =>
      void this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#here.postMessage(message, transfer);
  }

  terminate(): void {
    this.#here.close();
    this.#there.close();
    this.onend();
  }
}

/** An owner whose workers are named by their kind and counted: `track 1`, `track 2`. */
export function fakeWorkers() {
  const begun: string[] = [];
  const ended: string[] = [];
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const live = new Map<string, FakeWorker>();
  const waiting = new Map<string, () => void>();
  const start = (kind: string) => () => {
    const count = (counts.get(kind) ?? 0) + 1;
    const name = `${kind} ${count}`;
    counts.set(kind, count);
    begun.push(name);
    const answer = (word: string): Promise<string> => {
      asked.push(`${name}: ${word}`);
      return new Promise((resolve) => waiting.set(word, () => resolve(`${word} by ${name}`)));
    };
    const service = {
      ask: answer,
      warm: async () => void asked.push(`${name}: warm`),
      convert: (file: File) => answer(file.name),
      scan: (file: File) => answer(file.name).then(() => ({ people: [], speaker: 0 })),
      inspect: (file: File) =>
        answer(file.name).then(() => ({ facts: { id: `#${file.name}`, bytes: 1, size: 96 }, whole: null })),
    };
    const worker = new FakeWorker(service, () => void ended.push(name));
    live.set(name, worker);
    return worker as unknown as Worker;
  };
  const kinds = ['probe', 'convert', 'track', 'speech', 'render', 'network'] as const;
  const starters = Object.fromEntries(kinds.map((kind) => [kind, start(kind)])) as Starters;
  return {
    ...{ workers: new Workers(starters), begun, ended, asked },
    /** Has whoever was asked for this word answer. */
    answer: (word: string) => waiting.get(word)?.(),
    crash: (name: string) => void live.get(name)?.dispatchEvent(new Event('error')),
  };
}

/** Fresh ones for each test of a file; those of the test before are ended. */
export function useFakeWorkers() {
  let now = fakeWorkers();
  afterEach(() => {
    now.workers.close();
    now = fakeWorkers();
  });
  return {
    get workers() {
      return now.workers;
    },
    get begun() {
      return now.begun;
    },
    get ended() {
      return now.ended;
    },
    get asked() {
      return now.asked;
    },
    answer: (word: string) => now.answer(word),
    crash: (name: string) => now.crash(name),
    /** Waits until workers were asked for all of this. */
    isAsked: (...calls: string[]) =>
      vi.waitFor(() => expect(now.asked).toEqual(expect.arrayContaining(calls))),
  };
}
