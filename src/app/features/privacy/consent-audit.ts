import type { ConsentRecord } from '../../storage/records/consents';
import { csv } from '../../storage/csv';

/** What a file's hash is, for whoever wants to check it with other tools. */
const HASH = 'SHA-256 over the SHA-256s of the 4 MiB slices';

/** The audit file as a table: one line for each confirmed video. */
export function consentCsv(records: readonly ConsentRecord[]): string {
  const head = ['confirmed at (UTC)', 'confirmed by', 'file', 'bytes', `hash (${HASH})`, 'statement'];
  const rows = records.map(({ at, by, name, bytes, id, statement }) => [
    ...[new Date(at).toISOString(), by, name, bytes, id, statement],
  ]);
  return csv([head, ...rows]);
}

/** The same for programs. */
export function consentJson(records: readonly ConsentRecord[]): string {
  const consents = records.map(({ at, by, name, bytes, id, statement }) => ({
    ...{ confirmedAt: new Date(at).toISOString(), confirmedBy: by, statement },
    file: { name, bytes, hash: id },
  }));
  return `${JSON.stringify({ hash: HASH, consents }, null, 2)}\n`;
}
