import { readFileSync } from 'node:fs';
import { homedir, hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import qrcode from 'qrcode';
import { askedPort, serve, whyNotServed } from '../../serve';
import type { Tls } from '../../serve/address';
import type { Farm } from '../../serve/farm-gate';
import { UsageError } from '../../setting-flags';
import { appFolder } from '../app-url';
import { EXIT, type Command } from '../command';
import { interruptSignal } from '../interrupt';

const usage = `koubo serve [options]

Serves the studio as a page: to this machine only, or to an office.

  --port N          where (5686, or what PORT says)
  --host ADDRESS    listen for other machines too: one of this machine's addresses, or 0.0.0.0 for all
  --tls             by HTTPS, without which browsers on other machines cannot work: with a certificate authority of its
                    own, which is made once and which those machines have to trust
  --tls-dir DIR     where that authority lies (~/.koubo/tls)
  --tls-cert FILE, --tls-key FILE
                    a certificate of yours instead (PEM, with what is between it and its authority)
  --farm URL        offer the department's machines on the page: the address of koubo api, whose interface is then also
                    found at farm/ beside the page. With a token in KOUBO_TOKEN everybody who reaches the page may use
                    it; without, the page asks each person for one
  --name HOST       a further name under which other machines reach this one; may be given several times
  --json            tell the address as a line of JSON on stdout

Exit code: 0 ended by a signal, 1 failed, 2 wrong use.`;

const ANY = ['0.0.0.0', '::'];

/** The addresses of this machine that others reach, those of IPv4 first. */
function addresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outer = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  return outer.sort((a, b) => (a.family < b.family ? -1 : 1)).map(({ address }) => address);
}

const trust = (authority: string, fingerprint: string) => `
So that other machines trust it, copy ${authority} to them (not the key beside it) and:

  Windows   double click, Install Certificate, Local Machine, “Trusted Root Certification Authorities”
  macOS     double click, then in Keychain Access: Trust, “Always Trust”
  Linux     Chrome: Settings, Privacy and security, Security, Manage certificates, Authorities, Import
  Android   Settings, Security, Encryption & credentials, Install a certificate, CA certificate
  iOS       open it, Settings, Profile Downloaded, Install; then General, About, Certificate Trust Settings
  Firefox   Settings, Privacy & Security, View Certificates, Authorities, Import

Compare the SHA-256 that is shown with ${fingerprint}`;

type Secured = { readonly tls?: Tls; readonly words: string };

type Values = { [Name in 'host' | 'tls-dir' | 'tls-cert' | 'tls-key']?: string } & {
  tls?: boolean;
  name?: string[];
};

async function secure(values: Values, hosts: readonly string[]): Promise<Secured> {
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together.');
  if (cert !== undefined && key !== undefined)
    return { tls: { cert: readFileSync(cert), key: readFileSync(key) }, words: '' };
  if (!values.tls) return { words: '' };
  const { ownCertificate } = await import('../../serve/certificates');
  const folder = values['tls-dir'] ?? join(homedir(), '.koubo', 'tls');
  const own = await ownCertificate(folder, hosts);
  return { tls: { cert: own.cert, key: own.key }, words: trust(own.authority, own.fingerprint) };
}

function farmAt(url: string): Farm {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(`--farm wants an address such as http://127.0.0.1:5687, not "${url}".`);
  return { url, token: process.env.KOUBO_TOKEN };
}

async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const flags = { json: { type: 'boolean' }, tls: { type: 'boolean' } } as const;
  const own = {
    farm: text,
    port: text,
    host: text,
    'tls-dir': text,
    'tls-cert': text,
    'tls-key': text,
  } as const;
  const options = { ...own, ...flags, name: { type: 'string', multiple: true } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const port = askedPort(values.port ?? process.env.PORT);
  const { host } = values;
  if (host === undefined && (values.tls || values['tls-cert'] !== undefined))
    throw new UsageError('--tls and --tls-cert belong to --host: this machine itself needs neither.');
  const outer = host === undefined || ANY.includes(host) ? addresses() : [host];
  const names = [...(values.name ?? []), ...outer, hostname(), 'localhost', '127.0.0.1'];
  const { tls, words } = host === undefined ? { words: '' } : await secure(values, names);
  const farm = values.farm === undefined ? null : farmAt(values.farm);
  const root = appFolder();
  const interrupt = interruptSignal();
  const listening = {
    ...{ root, port, ...(host !== undefined && { host }) },
    ...(tls && { tls }),
    ...(farm && { farm }),
  };
  const served = await serve(listening).catch((reason: NodeJS.ErrnoException) => {
    throw whyNotServed(reason, port);
  });
  const shown = new URL(served.url);
  if (host !== undefined && ANY.includes(host)) shown.hostname = values.name?.[0] ?? outer[0] ?? 'localhost';
  if (values.json) console.log(JSON.stringify({ event: 'serving', url: shown.href }));
  else console.log(`Koubo is at ${shown.href}  (Ctrl+C ends it)`);
  if (host !== undefined && !values.json) {
    console.log(await qrcode.toString(shown.href, { type: 'utf8', errorCorrectionLevel: 'L' }));
    if (!tls) console.log('By plain HTTP browsers on other machines cannot work: add --tls.');
    else if (words) console.log(words);
  }
  await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve, { once: true }));
  interrupt.close();
  await served.close();
  return EXIT.done;
}

export const serveCommand: Command = { usage, run };
