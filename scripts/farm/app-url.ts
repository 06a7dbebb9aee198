import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../built';
import { DIST } from '../serve';

/** The app beside the command, where this is the pack's. */
const PACKED = fileURLToPath(new URL('../app', import.meta.url));

/** Folder of the built app; in the repository it is built first where that is due. */
export function appFolder(): string {
  if (existsSync(`${PACKED}/index.html`)) return PACKED;
  ensureBuilt();
  return DIST;
}
