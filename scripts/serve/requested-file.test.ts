import { describe, expect, it } from 'vitest';
import { fileOf } from './requested-file';

describe('fileOf', () => {
  it('stays inside the root', () => {
    expect(fileOf('/srv/app', '/')).toBe('/srv/app/index.html');
    expect(fileOf('/srv/app', '/assets/a%20b.js?x=1')).toBe('/srv/app/assets/a b.js');
    expect(fileOf('/srv/app', '/..%2f..%2fetc/passwd')).toBeNull();
    expect(fileOf('/srv/app', '/..%2fapplet/x')).toBeNull();
    expect(fileOf('/srv/app', '/%00')).toBeNull();
    expect(fileOf('/srv/app', '/%zz')).toBeNull();
  });

  it('takes no names that begin with a dot, but for a root below one', () => {
    expect(fileOf('/srv/app', '/.htaccess')).toBeNull();
    expect(fileOf('/srv/app', '/.git/config')).toBeNull();
    expect(fileOf('/srv/app', '/assets/%2ehidden')).toBeNull();
    expect(fileOf('/home/a/.local/app', '/a.js')).toBe('/home/a/.local/app/a.js');
  });
});
