import type { ProbeService } from '../../engine/bridge/services';
import type { Lease } from '../../engine/bridge/lease';
import type { Workers } from '../../engine/bridge/workers';
import { toErrorData } from '../../engine/core/errors';
import type { TimeRange } from '../../engine/core/time-range';
import { fitRange, type Trim } from '../../engine/core/trim';
import { isDirect } from '../../engine/job/input/convert-file';
import { ROLES, type Role } from '../../engine/job/input/source';
import { cool, warm } from '../../engine/job/warm';
import { Faces } from '../features/faces/faces.svelte';
import { fileEntry } from '../features/log/job-entries';
import type { Journal } from '../features/log/journal.svelte';
import { Conversions } from '../features/make/conversions.svelte';
import { Desk } from '../features/make/desk.svelte';
import { checkHeard, type Chosen } from '../jobs/intake/intake';
import type { Converter } from './converter';

export type TableDeps = {
  readonly looks: Pick<Lease<ProbeService>, 'run'>;
  /** What a job will need of the files is loaded from the drop on. */
  readonly workers: Pick<Workers, 'lease' | 'standby'>;
  readonly journal: Pick<Journal, 'add'>;
  readonly converter: Pick<Converter, 'convert'>;
  /** Whether the face may be a still picture. */
  readonly takesStill: () => boolean;
  /** Whether the files are at work: nothing changes meanwhile. */
  readonly busy: () => boolean;
  /** Whether no job is at work or waits for it. */
  readonly idle: () => boolean;
  /** Another video lies there, or none any more. */
  readonly onvideo: () => void;
};

/** The two files on the table, what is seen in them, and which parts are used. */
export class Table {
  readonly #deps: TableDeps;
  readonly desk: Desk;
  /** Who is in the video on the table. */
  readonly faces: Faces;
  /** What is on the table and cannot be read as it is becomes readable meanwhile. */
  readonly conversions: Conversions;
  /** Which parts of the two files are used. */
  trim = $state.raw<Trim>({});

  /** True where the face is a still picture, which has no mouths to borrow. */
  readonly isStill: boolean = $derived.by(() => {
    const { video } = this.desk.slots;
    return video.state === 'ready' && video.chosen.info.reader === 'picture';
  });
  /** True where the video was looked over and nobody was found in it. */
  readonly noFace: boolean = $derived.by(
    () => this.faces.look.state === 'ready' && this.faces.person === null,
  );

  constructor(deps: TableDeps) {
    this.#deps = deps;
    this.faces = new Faces(deps.workers.lease('track'));
    this.desk = new Desk({
      host: deps.looks,
      unsuited: (role, { info }) =>
        role === 'video' && info.reader === 'picture' && !deps.takesStill() ? 'input/still' : null,
      onlooked: (slot) => fileEntry(slot).forEach((draft) => deps.journal.add(draft)),
      onready: (role, chosen) => this.#ready(role, chosen),
      onclear: (role) => this.#cleared(role),
    });
    this.conversions = new Conversions({
      convert: (role, given, options) => deps.converter.convert(role, given, options),
      onready: (role, given, converted, signal) => void this.#readable(role, given, converted, signal),
      onfailed: (role, given, reason) => this.#unreadable(role, given, reason),
    });
  }

  /** Uses only a part of a file that is on the table, as far as it has one; null for all of it. */
  cut(role: Role, wished: TimeRange | null): void {
    const slot = this.desk.slots[role];
    if (this.#deps.busy() || slot.state !== 'ready') return;
    const range = wished && fitRange(wished, slot.chosen.info.duration);
    const { [role]: _, ...rest } = this.trim;
    this.trim = range ? { ...rest, [role]: range } : rest;
  }

  /** Empties a slot. */
  clear(role: Role): void {
    this.cut(role, null);
    this.desk.clear(role);
  }

  /** Looks for the people in the video on the table, and makes readable what is not, unless that was done. */
  lookOver(): void {
    for (const role of ROLES) {
      const slot = this.desk.slots[role];
      if (slot.state === 'ready' && this.conversions.of[role].state === 'none')
        this.conversions.begin(role, slot.chosen);
    }
    const { video } = this.desk.slots;
    const conversion = this.conversions.of.video;
    if (video.state === 'ready' && this.faces.look.state !== 'ready')
      void this.faces.open(video.chosen, conversion.state === 'ready' ? conversion.chosen : video.chosen);
  }

  #ready(role: Role, chosen: Chosen): void {
    this.cut(role, null);
    if (role === 'video') {
      void this.faces.open(chosen, chosen);
      this.#deps.onvideo();
    }
    this.conversions.begin(role, chosen);
    if (isDirect(role, chosen)) this.#warm(role, chosen);
  }

  /** Not beside a job: the models would be in memory twice, and it needs the processor. */
  #warm(role: Role, { info }: Chosen): void {
    if (this.#deps.idle()) warm(this.#deps.workers.standby, role, info);
  }

  /** What stands on the table can be looked at now. */
  async #readable(role: Role, given: Chosen, converted: Chosen, signal: AbortSignal): Promise<void> {
    if (this.#deps.busy()) return;
    if (role === 'video') void this.faces.open(given, converted);
    try {
      if (role === 'speech') await checkHeard(this.#deps.looks, converted, signal);
      if (!signal.aborted) this.#warm(role, converted);
    } catch (reason) {
      if (!signal.aborted) this.desk.refuse(role, given, toErrorData(reason));
    }
  }

  #unreadable(role: Role, given: Chosen, reason: unknown): void {
    const error = toErrorData(reason);
    console.warn(`${given.file.name} was not converted`, reason);
    if (role === 'video') this.faces.fail();
    // A full disk or a crash may be over by the time of the job.
    if (!this.#deps.busy() && error.code.startsWith('input/')) this.desk.refuse(role, given, error);
  }

  #cleared(role: Role): void {
    this.conversions.stop(role);
    if (role === 'video') {
      this.faces.clear();
      this.#deps.onvideo();
    }
    cool(this.#deps.workers.standby, role);
  }
}
