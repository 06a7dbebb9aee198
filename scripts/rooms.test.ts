import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** The project's own configuration with only the room rule on, and without types, so that it starts quickly. */
const eslint = new ESLint({
  cwd: new URL('..', import.meta.url).pathname,
  ruleFilter: ({ ruleId }) => ruleId.startsWith('koubo'),
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  if (!result) throw new Error(`${filePath} is not linted at all`);
  return result.messages.map((message) => message.message);
}

const BANNED: readonly [file: string, code: string][] = [
  ['src/engine/face/track/x.ts', `import { x } from '../../media/input/probe'; x();`],
  ['src/engine/face/track/x.ts', `import type { x } from '../../media/input/probe'; export type Y = x;`],
  ['src/engine/face/x.ts', `import { x } from '../painters/painter'; x();`],
  ['src/engine/painters/wav2lip/x.ts', `import { x } from '../reuse/paint/sample'; x();`],
  ['src/engine/painters/shared/x.ts', `import { x } from '../reuse/inputs'; x();`],
  ['src/app/jobs/x.ts', `export const x = (id: string) => id === 'wav2lip';`],
  ['src/engine/core/x.ts', `import { readFileSync } from 'node:fs'; readFileSync('x');`],
  ['src/engine/core/x.ts', `import * as ort from 'onnxruntime-web/webgpu'; ort.env;`],
  ['src/engine/media/input/x.ts', `import { x } from '../../inference/faces/device'; x();`],
  ['src/engine/media/deep/x.ts', `export * from '../../../app/jobs/queue.svelte';`],
  ['src/engine/media/x.ts', `export const x = () => import('../inference/device');`],
  ['src/engine/media/x.ts', `import { x } from '../../app/offline/policy'; x();`],
  ['src/engine/job/x.ts', `import { x } from '../../app/storage/records/jobs'; x();`],
  ['src/main.ts', `import { x } from './engine/media/input/probe'; x();`],
  ['src/main.ts', `import 'mediabunny';`],
  ['src/app/x.ts', `import { x } from '../engine/inference/onnx-runtime'; x();`],
  [
    'src/app/features/log/X.svelte',
    `<script lang="ts">import { x } from '../../../engine/core/errors'; x();</script>`,
  ],
  ['src/app/ui/X.svelte', `<script lang="ts">const x = () => import('mediabunny'); x();</script>`],
  ['src/app/ui/x.ts', `import { x } from '../features/log/entry'; x();`],
  ['src/app/features/log/x.ts', `import { x } from '../make/desk.svelte'; x();`],
  ['src/app/jobs/queue.svelte.ts', `import { wrap } from 'comlink'; wrap;`],
  ['src/app/jobs/x.ts', `import { x } from '../../../workers/probe.worker'; x();`],
  ['src/app/i18n/x.ts', `import { x } from '../../engine/core/errors'; x();`],
  ['src/app/offline/x.ts', `import { x } from '../storage/files'; x();`],
  ['src/app/storage/x.ts', `import { x } from '../../engine/bridge/workers'; x();`],
  ['workers/x.worker.ts', `import { x } from '../src/app/jobs/queue.svelte'; x();`],
  ['workers/x.worker.ts', `import 'mediabunny';`],
];

const ALLOWED: readonly [file: string, code: string][] = [
  ['src/engine/painters/reuse/x.ts', `import { x } from '../../math/ridge'; x();`],
  ['src/engine/painters/index.ts', `import { x } from './reuse'; x();`],
  ['src/engine/painters/wav2lip/x.ts', `import { x } from '../shared/kept'; x();`],
  [
    'src/engine/media/x.ts',
    `import { x } from './ffmpeg/ask'; import 'mediabunny'; import '@ffmpeg/core'; x();`,
  ],
  ['src/engine/media/x.ts', `import { DubError } from '../core/errors'; export const x = DubError;`],
  [
    'src/app/i18n/x.ts',
    `import type { DubErrorCode } from '../../engine/core/errors'; export type X = DubErrorCode;`,
  ],
  ['src/app/App.svelte', `<script lang="ts">import { x } from './jobs/queue.svelte'; x();</script>`],
  ['src/main.ts', `import { x } from './app/offline/trusted-types'; x();`],
  ['src/engine/inference/x.ts', `export const x = () => import('onnxruntime-web/webgpu');`],
  [
    'workers/x.worker.ts',
    `import { expose } from 'comlink'; import { x } from '../src/engine/media/input/probe'; expose(x);`,
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
