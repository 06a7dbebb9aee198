import type { ProbeService } from '../../../engine/bridge/services';
import type { Lease } from '../../../engine/bridge/lease';
import { inspect, type Chosen, type Slot } from '../../jobs/intake/intake';
import type { Role } from '../../../engine/job/input/source';
import type { DubErrorCode, DubErrorData } from '../../../engine/core/errors';

export type DeskParts = {
  /** Probes at the drop: its own worker, so that the answer does not wait behind a job. */
  readonly host: Pick<Lease<ProbeService>, 'run'>;
  /** Why a file, fit for its part, is of no use for what is made of it; null where it is. */
  readonly unsuited?: (role: Role, chosen: Chosen) => DubErrorCode | null;
  /** A file was looked at, and fits or not. */
  readonly onlooked: (slot: Slot) => void;
  /** A file was found to be fit; `signal` says when it is taken off again. */
  readonly onready: (role: Role, chosen: Chosen, signal: AbortSignal) => void;
  readonly onclear: (role: Role) => void;
};

/** The two files on the table: what they are, or why they cannot be used. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #looking: Partial<Record<Role, AbortController>> = {};
  /** The last file that was fit for each place, until the place is emptied. */
  readonly #good: Partial<Record<Role, Chosen>> = {};
  #slots = $state.raw<Readonly<Record<Role, Slot>>>({
    speech: { state: 'empty' },
    video: { state: 'empty' },
  });

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get slots() {
    return this.#slots;
  }

  /**
   * Puts a file in its place; the slot tells what it is, or why it cannot be used. A good file that was there stays
   * where the new one cannot be used.
   */
  async give(role: Role, file: File, handle?: FileSystemFileHandle): Promise<void> {
    return this.#inspect(role, { file, handle });
  }

  /** Takes another sound track of the file that is there, by its position. */
  async takeSound(role: Role, sound: number): Promise<void> {
    const slot = this.#slots[role];
    if (slot.state === 'ready') await this.#inspect(role, { ...slot.chosen, sound });
  }

  async #inspect(role: Role, given: Parameters<typeof inspect>[2]): Promise<void> {
    const { file } = given;
    const before = this.#good[role];
    const looking = this.#look(role);
    this.#put(role, { state: 'checking', file });
    const looked = await inspect(this.#parts.host, role, given, looking.signal);
    if (!looked || this.#looking[role] !== looking) return;
    const slot = this.#suited(role, looked);
    this.#parts.onlooked(slot);
    if (slot.state === 'refused' && before) {
      const { error } = slot;
      this.#put(role, { state: 'ready', chosen: before, refused: { file, error } });
      return;
    }
    this.#put(role, slot);
    if (slot.state === 'ready') this.#parts.onready(role, slot.chosen, looking.signal);
  }

  #suited(role: Role, slot: Slot): Slot {
    const code = slot.state === 'ready' ? (this.#parts.unsuited?.(role, slot.chosen) ?? null) : null;
    if (slot.state !== 'ready' || code === null) return slot;
    return { state: 'refused', file: slot.chosen.file, error: { code } };
  }

  /** Puts back a file that was looked at before. */
  restore(role: Role, chosen: Chosen): void {
    this.#look(role);
    this.#put(role, { state: 'ready', chosen });
  }

  /** What is on the table turned out to be of no use after all. */
  refuse(role: Role, chosen: Chosen, error: DubErrorData): void {
    const slot = this.#slots[role];
    if (slot.state !== 'ready' || slot.chosen !== chosen) return;
    const refused: Slot = { state: 'refused', file: chosen.file, error };
    this.clear(role);
    this.#parts.onlooked(refused);
    this.#put(role, refused);
  }

  /** Empties a slot. */
  clear(role: Role): void {
    this.#looking[role]?.abort();
    this.#parts.onclear(role);
    this.#put(role, { state: 'empty' });
  }

  /** What is on the table now, where both files are fit. */
  get pair(): { readonly speech: Chosen; readonly video: Chosen } | null {
    const { speech, video } = this.#slots;
    return speech.state === 'ready' && video.state === 'ready'
      ? { speech: speech.chosen, video: video.chosen }
      : null;
  }

  #look(role: Role): AbortController {
    this.#looking[role]?.abort();
    return (this.#looking[role] = new AbortController());
  }

  #put(role: Role, slot: Slot): void {
    if (slot.state === 'ready') this.#good[role] = slot.chosen;
    else if (slot.state !== 'checking') delete this.#good[role];
    this.#slots = { ...this.#slots, [role]: slot };
  }
}
