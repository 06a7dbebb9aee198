import { readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { giveHeaps } from './batch-page';
import { useStudio } from './studio';

const VIDEO = 'face-short.mp4';

/** The file with a number of 32 bits in place of another, `offset` bytes behind the name of a box. */
function changed(file: Buffer, box: string, offset: number, value: number): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf(box, 0, 'latin1');
  if (at < 0) throw new Error(`no ${box}`);
  copy.writeUInt32BE(value, at + offset);
  return copy;
}

/** A picture of so many pixels a side, all of them black, in some kilobytes. */
function vastPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const lines = deflateSync(Buffer.alloc(side * (1 + side / 8)), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', lines),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

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
