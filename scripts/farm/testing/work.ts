import { writeFile } from 'node:fs/promises';
import { analysesKey } from '../store/store';
import type { Made, Studio, Task } from '../studio/studio';
import type { Work } from '../work';

const ref = (letter: string, name: string) => ({
  ...{ hash: letter.repeat(64), source: letter.repeat(64) },
  ...{ name, bytes: 10 },
});

/** Work of two files that nobody has. */
export const work = (change: Partial<Work> = {}): Work => ({
  ...{ video: ref('a', 'v.mp4'), speech: ref('b', 's.wav'), network: null, trim: {}, sounds: {}, fix: null },
  ...{ query: { lang: 'en' }, consent: 'tests', timeout: 60 },
  ...change,
});

type Act = (task: Task) => Promise<void>;

/** A slot without a browser: its results are the names of their work. */
export class DrawnStudio implements Studio {
  /** Ids of what it made, in order. */
  readonly made: string[] = [];
  /** What it looked into: sources, as often as it did. */
  readonly analysed: string[] = [];
  closed = false;
  readonly #act: Act;

  constructor(act: Act = async () => {}) {
    this.#act = act;
  }

  async make(task: Task): Promise<Made> {
    const { id, work: given, store, out } = task;
    for (const [kind, { source }] of [['track', given.video] as const, ['curve', given.speech] as const]) {
      if ((await store.list(analysesKey(source))).length > 0) continue;
      this.analysed.push(source);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await store.write(`${analysesKey(source)}/${kind}-${source}.v1`, Buffer.from(kind));
      task.onAnalysed(source, kind);
    }
    await this.#act(task);
    task.signal.throwIfAborted();
    task.onProgress({ percent: 50, step: 'render', timeLeft: '', secondsLeft: 1 });
    await writeFile(out, drawnResult(id));
    this.made.push(id);
    return { timings: { total: 0 }, notes: [] };
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** What `DrawnStudio` makes of a job. */
export const drawnResult = (id: string) => `result of ${id}\n`;
