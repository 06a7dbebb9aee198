import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { serve } from '../serve';
import { ownCertificate } from './certificates';

describe('a certificate of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-tls-'));
  const root = mkdtempSync(join(tmpdir(), 'koubo-tls-root-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(root, { recursive: true });
  });

  it('is made once, and anew for another address by the same authority', async () => {
    const first = await ownCertificate(folder, ['127.0.0.1', 'office.local']);
    expect(await ownCertificate(folder, ['127.0.0.1'])).toEqual(first);
    const other = await ownCertificate(folder, ['127.0.0.1', '192.0.2.7']);
    expect(other.cert).not.toBe(first.cert);
    expect(other.fingerprint).toBe(first.fingerprint);
    const [authority, server] = [
      new X509Certificate(readFileSync(other.authority)),
      new X509Certificate(other.cert),
    ];
    expect(authority.fingerprint256).toBe(other.fingerprint);
    expect(authority.ca).toBe(true);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIP('192.0.2.7')).toBe('192.0.2.7');
    expect(server.checkIP('192.0.2.8')).toBeUndefined();
    expect(statSync(join(folder, 'authority.key')).mode & 0o777).toBe(0o600);
  });

  it('is taken by who trusts the authority, and by nobody else', async () => {
    const { cert, key, authority } = await ownCertificate(folder, ['127.0.0.1', 'localhost']);
    const served = await serve({ root, port: 0, host: '127.0.0.1', tls: { cert, key } });
    const status = (ca?: Buffer) =>
      new Promise<number | string>((resolve) => {
        get(new URL('/none', served.url), { ...(ca && { ca }), agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        }).on('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
      });
    expect(await status(readFileSync(authority))).toBe(404);
    expect(await status()).toMatch(/SELF_SIGNED_CERT|UNABLE_TO_VERIFY/);
    await served.close();
  });
});
