import type { Progress } from '../../../engine/core/progress';
import { isDirect } from '../../../engine/job/input/convert-file';
import type { Chosen } from '../../jobs/intake/intake';
import type { Role } from '../../../engine/job/input/source';

/** How far a file on the table is on its way to a form that this browser reads. */
export type Conversion =
  /** There is no file, or it is read as it is. */
  | { readonly state: 'none' }
  /** Behind a job: one heavy thing at a time. */
  | { readonly state: 'waiting' }
  /** `fraction`: 0…1, of what is done. */
  | { readonly state: 'working'; readonly fraction: number }
  | { readonly state: 'ready'; readonly chosen: Chosen }
  /** The job will meet the same, and tell. */
  | { readonly state: 'failed' };

export type ConversionsParts = {
  readonly convert: (
    role: Role,
    given: Chosen,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
  ) => Promise<Chosen>;
  /** The file that stands on the table can now be looked at; `signal` says when it is taken off again. */
  readonly onready: (role: Role, given: Chosen, converted: Chosen, signal: AbortSignal) => void;
  readonly onfailed: (role: Role, given: Chosen, reason: unknown) => void;
};

type Task = { readonly role: Role; readonly given: Chosen; readonly stop: AbortController; begun: boolean };

/** Converts what lies on the table and cannot be read as it is, from the drop on, so that it can be looked at. */
export class Conversions {
  readonly #parts: ConversionsParts;
  readonly #tasks: Partial<Record<Role, Task>> = {};
  #held = false;
  #of = $state.raw<Readonly<Record<Role, Conversion>>>({
    speech: { state: 'none' },
    video: { state: 'none' },
  });

  constructor(parts: ConversionsParts) {
    this.#parts = parts;
  }

  get of() {
    return this.#of;
  }

  /** A file was put on the table. */
  begin(role: Role, given: Chosen): void {
    this.stop(role);
    if (isDirect(role, given) || given.info.reader === 'picture') return;
    const task: Task = { role, given, stop: new AbortController(), begun: false };
    this.#tasks[role] = task;
    this.#tell(role, { state: 'waiting' });
    this.#pump();
  }

  /** Nothing new is begun while something heavier is at work. */
  hold(held: boolean): void {
    this.#held = held;
    this.#pump();
  }

  /** The file was taken off the table, or somebody else converts it. */
  stop(role: Role): void {
    this.#tasks[role]?.stop.abort();
    delete this.#tasks[role];
    this.#tell(role, { state: 'none' });
  }

  #pump(): void {
    if (this.#held) return;
    for (const task of Object.values(this.#tasks)) {
      if (task.begun) continue;
      task.begun = true;
      void this.#work(task);
    }
  }

  async #work({ role, given, stop: { signal } }: Task): Promise<void> {
    const onProgress = ({ done, total }: Progress) => {
      if (!signal.aborted && total > 0) this.#tell(role, { state: 'working', fraction: done / total });
    };
    this.#tell(role, { state: 'working', fraction: 0 });
    try {
      const chosen = await this.#parts.convert(role, given, { signal, onProgress });
      if (signal.aborted) return;
      this.#tell(role, { state: 'ready', chosen });
      this.#parts.onready(role, given, chosen, signal);
    } catch (reason) {
      if (signal.aborted) return;
      this.#tell(role, { state: 'failed' });
      this.#parts.onfailed(role, given, reason);
    }
  }

  #tell(role: Role, conversion: Conversion): void {
    this.#of = { ...this.#of, [role]: conversion };
  }
}
