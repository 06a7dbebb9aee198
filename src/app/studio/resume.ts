import type { MediaInfo } from '../../engine/core/media-info';
import { ROLES, type Role } from '../../engine/job/input/source';
import type { InputStore } from '../storage/records/inputs';
import type { ResultRecord } from '../storage/records/result-record';
import type { ScriptDraft } from './script-draft.svelte';
import type { Setup } from './setup.svelte';
import type { Table } from './table.svelte';

/** What of a result or a job is needed to make it again. */
export type Reusable = Pick<
  ResultRecord,
  'video' | 'speech' | 'trim' | 'script' | 'face' | 'painter' | 'settings'
>;

type Given = { readonly role: Role; readonly file: File; readonly info: MediaInfo | undefined };

/** The file of one role. Throws `input/gone`, `input/locked`. */
export async function openFile(
  inputs: Pick<InputStore, 'open'>,
  record: Reusable,
  role: Role,
): Promise<Given> {
  const { info, ...ref } = record[role];
  return { role, info, file: await inputs.open({ ...ref, bytes: ref.bytes ?? -1 }) };
}

/** All files, or none. Throws as `openFile`. */
export const openFiles = (inputs: Pick<InputStore, 'open'>, record: Reusable): Promise<Given[]> =>
  Promise.all(ROLES.map((role) => openFile(inputs, record, role)));

/** Puts a file back; it is looked at only where nothing is known of it. */
export async function putFileBack(
  table: Table,
  record: Reusable,
  { role, file, info }: Given,
): Promise<void> {
  if (role === 'video' && record.face) table.faces.resume(file, record.face);
  if (info) table.desk.restore(role, { file, info });
  else await table.desk.give(role, file);
}

/** Uses the files as they were used then. */
export function resume(table: Table, script: ScriptDraft, setup: Setup, record: Reusable): void {
  setup.resume(record);
  const said = script.resume(record.script);
  table.trim = said ? { speech: said } : (record.trim ?? {});
}
