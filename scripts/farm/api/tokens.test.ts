import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeToken, readTokens, TokenBook, writeTokens } from './tokens';

describe('tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-tokens-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'tokens.json');
  const { token, kept } = makeToken({ name: 'erp', admin: false, jobs: 5, bytesADay: 1e9 });

  it('are kept as hashes, for their owner alone', () => {
    writeTokens(file, [kept]);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const book = new TokenBook(readTokens(file));
    expect(book.find(`Bearer ${token}`)).toEqual(kept);
    for (const wrong of [undefined, '', token, `Bearer ${token}x`, `Bearer ${kept.sha256}`, `Basic ${token}`])
      expect(book.find(wrong)).toBeNull();
  });

  it('come from nothing else', () => {
    for (const text of ['{}', '[{"name":"x"}]', '[]x']) {
      writeFileSync(file, text);
      expect(() => readTokens(file)).toThrow();
    }
  });
});
