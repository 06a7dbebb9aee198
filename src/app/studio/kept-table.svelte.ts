import { toErrorData } from '../../engine/core/errors';
import type { SourceFile } from '../../engine/core/media-info';
import { ROLES, type Role } from '../../engine/job/input/source';
import type { Sources } from '../jobs/sources';
import type { TableRecord, Tables } from '../jobs/intake/table';
import type { InputStore } from '../storage/records/inputs';
import type { ScriptDraft } from './script-draft.svelte';
import type { Setup } from './setup.svelte';
import type { Table } from './table.svelte';

export type KeptTableDeps = {
  readonly table: Table;
  readonly script: ScriptDraft;
  readonly setup: Setup;
  readonly tables: Tables;
  readonly inputs: Pick<InputStore, 'open' | 'unlock'>;
  readonly sources: Pick<Sources, 'keep'>;
};

/** Whoever changes something changes more; milliseconds. */
const REMEMBER_MS = 500;

/** Writes down what lies on this tab's table, and puts it back after a reload. */
export class KeptTable {
  readonly #deps: KeptTableDeps;
  #locked = $state.raw<readonly { readonly role: Role; readonly source: SourceFile }[]>([]);
  /** True once what lay here before a reload is back, or is known not to be. */
  #settled = $state(false);

  constructor(deps: KeptTableDeps) {
    this.#deps = deps;
    $effect.root(() => {
      $effect(() => {
        const keep = this.#toKeep();
        // Whoever drags a slider wants one record, not a hundred.
        const soon = keep && setTimeout(keep, REMEMBER_MS);
        return () => clearTimeout(soon ?? undefined);
      });
    });
  }

  /** What lay here before a reload and may only be read once the user allows it. */
  get locked() {
    return this.#locked;
  }

  /** Asks for that leave; must come from a press of a button. */
  unlock(): Promise<void> {
    return this.#deps.inputs.unlock(this.#locked.map(({ source }) => source.id));
  }

  /** What lay on this tab's table; null where nothing did. */
  find(): Promise<TableRecord | null> {
    return this.#deps.tables.mine().catch(() => null);
  }

  /** Puts back what lay there, in places that are still empty. */
  async putBack(kept: TableRecord | null): Promise<void> {
    const { table, script, setup, inputs } = this.#deps;
    const locked = [];
    for (const role of ROLES) {
      const source = kept?.files[role];
      if (!kept || !source || table.desk.slots[role].state !== 'empty') continue;
      const { info, ...ref } = source;
      try {
        const file = await inputs.open(ref);
        if (role === 'video' && kept.face) table.faces.resume(file, kept.face);
        table.desk.restore(role, { file, info });
        const range = kept.trim[role];
        if (range) table.cut(role, range);
        if (role === 'video') script.restoreSentence(kept.sentence ?? null);
        if (role === 'video') script.restoreCast(kept.cast ?? []);
      } catch (reason) {
        if (toErrorData(reason).code === 'input/locked') locked.push({ role, source });
      }
    }
    if (kept && !this.#settled) script.restoreSheet(kept.sheet ?? null);
    setup.settle(kept?.use ?? null);
    this.#locked = locked;
    this.#settled = true;
    setup.suitPainter(table.isStill);
    table.lookOver();
  }

  /** What holds on to all that lies on the table now; null before it is settled. */
  #toKeep(): (() => void) | null {
    const { table, script, setup, tables, sources } = this.#deps;
    const { slots } = table.desk;
    const [use, told] = [setup.use, script.kept];
    const [trim, face] = [table.trim, table.faces.wish];
    if (!this.#settled) return null;
    const keep = async () => {
      const files: Partial<Record<Role, SourceFile>> = {};
      for (const role of ROLES) {
        const slot = slots[role];
        if (slot.state === 'ready') files[role] = (await sources.keep(slot.chosen)).source;
      }
      // Whatever was put there meanwhile is written down by itself.
      if (slots !== table.desk.slots) return;
      await tables.keep({ at: Date.now(), files, trim, face, use, ...told });
    };
    return () =>
      void keep().catch((reason: unknown) => console.warn('the table would be empty after a reload', reason));
  }
}
