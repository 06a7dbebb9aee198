import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import facts from '../../package.json';
import { nextVersion, notesOf, released } from './changelog';

const LOG = '# Changes\n\n## Unreleased\n\n- New.\n\n## 0.1.0\n\n- First.\n';

describe('the change log', () => {
  it('counts a version on', () => {
    expect(nextVersion('0.1.9', 'patch')).toBe('0.1.10');
    expect(nextVersion('0.1.9', 'minor')).toBe('0.2.0');
    expect(nextVersion('0.1.9', 'major')).toBe('1.0.0');
    expect(() => nextVersion('0.1', 'patch')).toThrow('no version');
  });

  it('moves what is unreleased under the new version', () => {
    const log = released(LOG, '0.2.0', '2026-11-29');
    expect(log).toBe(
      '# Changes\n\n## Unreleased\n\n## 0.2.0 (2026-11-29)\n\n- New.\n\n## 0.1.0\n\n- First.\n',
    );
    expect(notesOf(log, '0.2.0')).toBe('- New.');
    expect(notesOf(log, '0.1.0')).toBe('- First.');
    expect(() => released(log, '0.3.0', '2026-11-30')).toThrow('Nothing stands');
    expect(() => notesOf(log, '0.2')).toThrow('says nothing of 0.2');
  });

  it('of this repository speaks of the version that is out', () => {
    const log = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
    expect(notesOf(log, facts.version)).toContain('- ');
  });
});
