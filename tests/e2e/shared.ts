import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** A file beside the repository: real footage and real speech, which the repository itself does not hold. */
export const shared = (path: string): string => `${SHARED}${path}`;

/**
 * `describe` for tests on real footage. Where there is none they report themselves skipped, but not in CI: there
 * a missing clip is a failure, or nobody would notice that nothing was tested.
 */
export const describeShared = describe.skipIf(!process.env.CI && !existsSync(shared('clips')));
