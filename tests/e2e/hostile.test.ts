import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { changed } from '../formats/changed';
import { vastPng } from '../formats/hostile';
import { fixture } from '../fixtures/make';
import { giveHeaps } from './batch-page';
import { useStudio } from './studio';

const VIDEO = 'face-short.mp4';

describe('files that announce more than they hold', () => {
  const studio = useStudio();

  it('are refused, each for its own reason, and do not delay the good one that was given last', async () => {
    const face = readFileSync(fixture(VIDEO));
    const hostile: Record<string, readonly [Buffer, string]> = {
      'sizes.mp4': [changed(face, 'stsz', 12, 0x7fffffff), 'input/announced'],
      'uniform.mp4': [changed(changed(face, 'stsz', 8, 1), 'stsz', 12, 5_000_000), 'input/announced'],
      'times.mp4': [changed(face, 'stts', 12, 0x7fffffff), 'input/announced'],
      'chunks.mp4': [changed(face, 'stco', 8, 0x7fffffff), 'input/announced'],
      'vast.png': [vastPng(20_000), 'input/picture-size'],
    };
    const paths = Object.entries(hostile).map(([name, [bytes]]) => {
      writeFileSync(studio.scratch(name), bytes);
      return studio.scratch(name);
    });
    const page = await studio.open();
    await giveHeaps(page, [...paths, fixture(VIDEO)], [], 120_000);
    for (const [name, [, code]] of Object.entries(hostile)) {
      const row = part(page, 'heap-file').filter({ hasText: name });
      await expect.poll(() => row.locator('[data-code]').getAttribute('data-code')).toBe(code);
    }
    const good = part(page, 'heap-file').filter({ hasText: VIDEO });
    expect(await good.getAttribute('data-state')).toBe('ready');
  });
});
