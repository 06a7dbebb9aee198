import { createPublicKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCertificate } from './certificate';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));

const create = () =>
  createCertificate(
    {
      publicKey: spki,
      keyId: new Uint8Array(20).fill(7),
      serial: Uint8Array.of(0xf0, 1, 2),
      from: Date.UTC(2026, 4, 6, 12, 30, 20, 999),
    },
    async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  );

it('makes a certificate that says what it should and that its own key has signed', async () => {
  const certificate = new X509Certificate(await create());
  expect(certificate.subject).toBe('O=Koubo (self-signed)\nCN=Koubo\\, this device');
  expect(certificate.issuer).toBe(certificate.subject);
  expect(certificate.serialNumber).toBe('F00102');
  expect(certificate.ca).toBe(false);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.4']);
  expect(certificate.validFrom).toBe('May  6 12:30:20 2026 GMT');
  expect(certificate.validTo).toBe('Dec 31 23:59:59 9999 GMT');
  expect(certificate.publicKey.equals(publicKey)).toBe(true);
  expect(certificate.verify(publicKey)).toBe(true);
});

it('is not signed by another key', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const certificate = new X509Certificate(await create());
  expect(certificate.verify(createPublicKey(other.export({ type: 'spki', format: 'pem' })))).toBe(false);
});

it('writes every signature as whole numbers, whatever their first bytes', async () => {
  // Each half of a signature begins with a bit that would be a sign in half of all cases.
  for (let i = 0; i < 20; i++) expect(new X509Certificate(await create()).verify(publicKey)).toBe(true);
});
