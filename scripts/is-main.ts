import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** True where the module with this `import.meta.url` is the program that was started, not one that was imported. */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
