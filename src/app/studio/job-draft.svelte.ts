import { totalsOf } from '../features/batch/rows';
import type { JobRequest } from '../features/queue/new-jobs';
import type { Workshop } from '../features/queue/workshop.svelte';
import { missingSpace } from '../features/storage-manager/space-forecast';
import type { Chosen } from '../jobs/intake/intake';
import { isActiveHere } from '../jobs/job';
import { staysInPlace } from '../jobs/sources';
import type { ScriptDraft } from './script-draft.svelte';
import type { Setup } from './setup.svelte';
import type { Table } from './table.svelte';

export type JobDraftDeps = {
  readonly table: Table;
  readonly script: ScriptDraft;
  readonly setup: Setup;
  readonly workshop: Pick<Workshop, 'queue' | 'pace' | 'space'>;
  /** Whether the files are at work. */
  readonly busy: () => boolean;
  /** Whether this browser lacks what nothing can be made without. */
  readonly unable: () => boolean;
};

/** The job that would be made of the table now. */
export class JobDraft {
  readonly #deps: JobDraftDeps;

  /** True where this browser can do the work, with the painter that was chosen. */
  readonly canPaint: boolean = $derived.by(() => this.#deps.setup.isComplete && !this.#deps.unable());

  /** True when both files are fit and not yet at work. */
  readonly canStart: boolean = $derived.by(() => {
    const { table, script, setup, busy } = this.#deps;
    return (
      table.desk.pair !== null &&
      !busy() &&
      !table.noFace &&
      (script.mode === 'single' || script.script !== null) &&
      (script.takesStill || !table.isStill) &&
      (!setup.painter.needs.movingFootage || !table.isStill) &&
      this.canPaint
    );
  });

  /** What would be made; null where the files are not fit. */
  readonly request: JobRequest | null = $derived.by(() => {
    const { pair } = this.#deps.table.desk;
    const { wish } = this.#deps.table.faces;
    if (!this.canStart || !pair) return null;
    const { how } = this.#deps.setup;
    return { ...pair, ...how, ...(wish && { face: { ...how.face, ...wish } }), ...this.#parts };
  });

  /** Bytes of storage that are missing for it; 0 where it fits. */
  readonly missing: number = $derived.by(() => {
    const { request } = this;
    if (!request) return 0;
    const ready = (key: number, chosen: Chosen) => ({ key, name: chosen.file.name, chosen });
    const row = { video: ready(0, request.video), speech: ready(1, request.speech), how: request };
    const { pace, space } = this.#deps.workshop;
    return missingSpace(totalsOf([row], pace, staysInPlace).space, space);
  });

  /** One heavy thing at a time: a job that runs in any tab comes before a preview. */
  readonly canPreview: boolean = $derived.by(
    () => this.canStart && !this.#deps.workshop.queue.jobs.some(isActiveHere),
  );

  constructor(deps: JobDraftDeps) {
    this.#deps = deps;
  }

  /** What is to be left out of the files on the table. */
  get #parts(): Pick<JobRequest, 'trim' | 'script'> {
    const { trim } = this.#deps.table;
    const { script } = this.#deps.script;
    if (script) return { script };
    return Object.keys(trim).length > 0 ? { trim } : {};
  }
}
