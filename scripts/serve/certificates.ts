// Wanted by @peculiar/x509 before it is loaded.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
/** Apple's systems take no certificate that is good for longer. */
const DAYS = 397;
/** A certificate that is about to run out is made anew. */
const LEFT_DAYS = 30;

export type Certificate = {
  /** PEM, the server's own first. */
  readonly cert: string;
  readonly key: string;
  /** Where the authority's certificate lies, which other machines have to trust. */
  readonly authority: string;
  /** SHA-256 of the authority's certificate, as systems show it. */
  readonly fingerprint: string;
};

type Pair = { readonly cert: x509.X509Certificate; readonly key: CryptoKey };

const serial = () => {
  const bytes = randomBytes(16);
  // The first bit would make it a negative number.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

const valid = (days: number) => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

const makeKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function pemOf(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function keyOf(pem: string): Promise<CryptoKey> {
  const [der] = x509.PemConverter.decode(pem);
  if (!der) throw new Error('That is no key.');
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']);
}

async function makeAuthority(): Promise<Pair> {
  const keys = await makeKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: serial(), name: 'CN=Koubo of this office', keys, signingAlgorithm: ALGORITHM },
    ...valid(CA_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert, key: keys.privateKey };
}

const altName = (host: string): x509.JsonGeneralName => ({ type: isIP(host) ? 'ip' : 'dns', value: host });

async function makeServer(authority: Pair, hosts: readonly string[]): Promise<Pair> {
  const keys = await makeKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...{ serialNumber: serial(), subject: 'CN=Koubo', issuer: authority.cert.subject },
    ...{ publicKey: keys.publicKey, signingKey: authority.key, signingAlgorithm: ALGORITHM },
    ...valid(DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map(altName)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.cert.publicKey),
    ],
  });
  return { cert, key: keys.privateKey };
}

async function write(folder: string, name: string, { cert, key }: Pair): Promise<void> {
  writeFileSync(join(folder, `${name}.key`), await pemOf(key), { mode: 0o600 });
  writeFileSync(join(folder, `${name}.crt`), `${cert.toString('pem')}\n`);
}

/** What was made before; null where there is nothing of the kind, or it is about to run out. */
async function read(folder: string, name: string): Promise<Pair | null> {
  const [certFile, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  if (!existsSync(certFile) || !existsSync(keyFile)) return null;
  const cert = new x509.X509Certificate(readFileSync(certFile, 'utf8'));
  if (cert.notAfter.getTime() < Date.now() + LEFT_DAYS * DAY_MS) return null;
  return { cert, key: await keyOf(readFileSync(keyFile, 'utf8')) };
}

function namesOf({ cert }: Pair): string[] {
  const names = cert.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  return names.map(({ value }) => value);
}

/**
 * A certificate for `hosts` (names and addresses) by an authority of this machine's own. Both lie in `folder` and are made
 * once; the certificate is made anew for other hosts, the authority stays, so that machines which trust it go on doing so.
 */
export async function ownCertificate(folder: string, hosts: readonly string[]): Promise<Certificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let authority = await read(folder, 'authority');
  if (!authority) {
    authority = await makeAuthority();
    await write(folder, 'authority', authority);
  }
  let server = await read(folder, 'server');
  const isOurs = server !== null && (await server.cert.verify({ publicKey: authority.cert }));
  if (!server || !isOurs || hosts.some((host) => !namesOf(server as Pair).includes(host))) {
    server = await makeServer(authority, hosts);
    await write(folder, 'server', server);
  }
  const thumbprint = Buffer.from(await authority.cert.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase();
  return {
    cert: `${server.cert.toString('pem')}\n${authority.cert.toString('pem')}\n`,
    key: await pemOf(server.key),
    authority: join(folder, 'authority.crt'),
    fingerprint: thumbprint.replace(/(..)(?=.)/g, '$1:'),
  };
}
