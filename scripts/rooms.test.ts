import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const ROOM_RULES = new Set(['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax']);

/** The project's own configuration with only the room rules on, and without types, so that it starts quickly. */
const eslint = new ESLint({
  cwd: new URL('..', import.meta.url).pathname,
  ruleFilter: ({ ruleId }) => ROOM_RULES.has(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  if (!result) throw new Error(`${filePath} is not linted at all`);
  return result.messages.map((message) => message.message);
}

const BANNED: readonly [file: string, code: string][] = [
  ['src/dub/track/x.ts', `import { x } from '../../media/probe'; x();`],
  ['src/dub/track/x.ts', `import type { x } from '../../media/probe'; export type Y = x;`],
  ['src/dub/x.ts', `import { readFileSync } from 'node:fs'; readFileSync('x');`],
  ['src/dub/x.ts', `import * as ort from 'onnxruntime-web/webgpu'; ort.env;`],
  ['src/media/x.ts', `import { x } from '../inference/device'; x();`],
  ['src/media/deep/x.ts', `export * from '../../studio/queue';`],
  ['src/media/x.ts', `export const x = () => import('../inference/device');`],
  ['src/app/x.ts', `import { x } from '../bridge/spawn'; x();`],
  ['src/main.ts', `import { x } from './media/probe'; x();`],
  ['src/main.ts', `import 'mediabunny';`],
  ['src/app/X.svelte', `<script lang="ts">import { x } from '../storage/records'; x();</script>`],
  ['src/app/X.svelte', `<script lang="ts">const x = () => import('mediabunny'); x();</script>`],
  ['src/studio/queue.svelte.ts', `import { wrap } from 'comlink'; wrap;`],
  ['src/studio/x.ts', `import { x } from '../../workers/probe.worker'; x();`],
  ['src/i18n/x.ts', `import { x } from '../dub/errors'; x();`],
  ['src/offline/x.ts', `import { x } from '../storage/files'; x();`],
  ['src/media/x.ts', `import { x } from '../offline/policy'; x();`],
  ['src/storage/x.ts', `import { x } from '../bridge/spawn'; x();`],
  ['workers/x.worker.ts', `import { x } from '../src/studio/queue'; x();`],
  ['workers/x.worker.ts', `import 'mediabunny';`],
];

const ALLOWED: readonly [file: string, code: string][] = [
  ['src/dub/track/x.ts', `import { x } from '../plan/dub-plan'; x();`],
  ['src/media/x.ts', `import { x } from './ffmpeg/ask'; import 'mediabunny'; import '@ffmpeg/ffmpeg'; x();`],
  ['src/media/x.ts', `import { DubError } from '../dub/errors'; export const x = DubError;`],
  ['src/i18n/x.ts', `import type { DubErrorCode } from '../dub/errors'; export type X = DubErrorCode;`],
  ['src/app/X.svelte', `<script lang="ts">import { x } from '../studio/queue.svelte'; x();</script>`],
  ['src/main.ts', `import { x } from './offline/trusted-types'; x();`],
  ['src/inference/x.ts', `export const x = () => import('onnxruntime-web/webgpu');`],
  [
    'workers/x.worker.ts',
    `import { expose } from 'comlink'; import { x } from '../src/media/probe'; expose(x);`,
  ],
];

describe('the import-direction rule', () => {
  it.each(BANNED)('refuses in %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toHaveLength(1);
  });

  it.each(ALLOWED)('allows in %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});
