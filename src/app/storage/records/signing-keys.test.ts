import 'fake-indexeddb/auto';
import { webcrypto, X509Certificate } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { signerOf } from '../../../engine/job/signing-key';
import { openDatabase } from './database';
import { SigningKeys } from './signing-keys';

const database = () => {
  const name = `test-${Math.random()}`;
  return () => openDatabase(name);
};

it('signs with the key of its certificate, the same one after a reload', async () => {
  const open = database();
  const { certificate, sign } = signerOf(await new SigningKeys(open).key());
  const x509 = new X509Certificate(certificate);
  expect(x509.verify(x509.publicKey)).toBe(true);
  const bytes = Uint8Array.of(1, 2, 3);
  const jwk = x509.publicKey.export({ format: 'jwk' });
  const how = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('jwk', jwk, how, false, ['verify']);
  expect(await webcrypto.subtle.verify(how, key, await sign(bytes), bytes)).toBe(true);
  expect((await new SigningKeys(open).key()).certificate).toEqual(certificate);
});

it('keeps a key whose bytes nobody can read', async () => {
  const open = database();
  await new SigningKeys(open).key();
  const stored = await (await open()).get('values', 'signing-key');
  expect(stored).toMatchObject({ privateKey: { extractable: false, type: 'private', usages: ['sign'] } });
});

it('is one key for tabs that need it at the same time', async () => {
  const open = database();
  const tabs = Array.from({ length: 4 }, () => new SigningKeys(open).key());
  const certificates = (await Promise.all(tabs)).map(({ certificate }) =>
    Buffer.from(certificate).toString('hex'),
  );
  expect(new Set(certificates).size).toBe(1);
});

it('is another key in another browser', async () => {
  const [one, other] = [await new SigningKeys(database()).key(), await new SigningKeys(database()).key()];
  expect(one.certificate).not.toEqual(other.certificate);
});

it('signs all the same where the browser keeps no keys, but not where the disk is full', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const refuse = (name: string) =>
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('refused', name);
    });
  const open = database();
  const put = refuse('DataCloneError');
  const { certificate } = await new SigningKeys(open).key();
  expect(new X509Certificate(certificate).subject).toContain('Koubo');
  expect(warn).toHaveBeenCalledOnce();
  expect(await (await open()).get('values', 'signing-key')).toBeUndefined();
  refuse('QuotaExceededError');
  await expect(new SigningKeys(open).key()).rejects.toMatchObject({ code: 'storage/full' });
  put.mockRestore();
  warn.mockRestore();
});
