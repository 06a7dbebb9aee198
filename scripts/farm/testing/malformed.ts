import { Agent, request } from 'node:http';
import { randomFrom } from '../../../tests/formats/random';

const HASH = 'a'.repeat(64);
const PATHS = [
  ...[
    '/',
    '/v1',
    '/v1/jobs',
    '/v1/files',
    '/v1/health',
    '/metrics',
    '/admin',
    '/admin/api/queues',
    '//v1//jobs',
  ],
  ...[
    `/v1/jobs/${HASH}`,
    `/v1/jobs/${HASH}/result`,
    `/v1/jobs/${HASH}/events`,
    `/v1/jobs/${HASH.toUpperCase()}`,
  ],
  ...[
    '/v1/jobs/../../../etc/passwd',
    '/v1/jobs/..%2f..%2fetc%2fpasswd/result',
    '/v1/jobs/%00/result',
    '/v1/jobs/%zz',
  ],
  ...[
    '/v1/jobs/__proto__',
    '/v1/jobs/constructor/result',
    `/v1/jobs/${'9'.repeat(5000)}`,
    '/v1/files/../jobs?x=%',
  ],
  ...[
    `/v1/uploads/${HASH}`,
    `/v1/uploads/${HASH}/0`,
    `/v1/uploads/${HASH}/99999999999999`,
    `/v1/uploads/${HASH}/..%2f..%2fx`,
    '/v1/uploads/../results/x',
    `/v1/files/${HASH}`,
  ],
  ...[
    '/v1/jobs/koubo:dub:1',
    `/v1/jobs/${HASH}%0d%0aSet-Cookie:x`,
    '/admin/../metrics',
    '/v1/jobs?id[]=1&id[]=2',
    '/%e5%8f',
  ],
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  '',
  'a/b/c',
  '*/*',
];
const RANGES = [
  'bytes=0-',
  'bytes=-0',
  'bytes=9-1',
  'bytes=0-1,2-3',
  'bytes=999999999999999999999-',
  'x',
  '',
  'bytes=a-b',
];
const VALUES: unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'x'.repeat(3000),
    [],
    {},
    [[[]]],
    '../../x',
    '\0',
    '\ud800',
    HASH,
    HASH.slice(1),
  ],
  ...[
    { file: HASH, name: '../../../etc/passwd' },
    { file: '../x', name: 'v' },
    { file: HASH, name: '', part: { from: -1 } },
  ],
  ...[{ __proto__: { admin: true } }, { $gt: '' }, 'http://169.254.169.254/', Number.MAX_SAFE_INTEGER],
];
const NAMES = [
  'video',
  'speech',
  'settings',
  'consent',
  'webhook',
  '__proto__',
  'constructor',
  'id',
  'admin',
];

export type Answered = { readonly status: number; readonly text: string; readonly asked: string };

/**
 * Sends requests that are wrong in path, method, type, body, size, token or range, some of them with a good token. Each
 * answer goes to `hear`; status 0 where the connection was closed without one.
 */
export async function sendMalformed(
  base: string,
  { count, token, seed = 1 }: { count: number; token: string; seed?: number },
  hear: (answer: Answered) => void,
): Promise<void> {
  const next = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const tokens = [
    token,
    token,
    token,
    '',
    'x',
    token.slice(1),
    `${token}x`,
    '\u00ff\u00fe',
    'a'.repeat(8000),
  ];
  const body = (): string => {
    const wish = Object.fromEntries(NAMES.filter(() => next() < 0.6).map((name) => [name, pick(VALUES)]));
    const text = JSON.stringify(wish);
    const kind = next();
    if (kind < 0.5) return text;
    if (kind < 0.7) return text.slice(0, Math.floor(next() * text.length));
    if (kind < 0.8) return '['.repeat(20_000);
    if (kind < 0.85) return 'x'.repeat(70_000);
    return String.fromCharCode(...Array.from({ length: 50 }, () => Math.floor(next() * 256)));
  };
  const one = () =>
    new Promise<void>((resolve) => {
      const [method, path, range, type, auth] = [METHODS, PATHS, RANGES, TYPES, tokens].map((all) =>
        pick<string>(all),
      );
      const text = method === 'GET' || method === 'HEAD' ? '' : body();
      const headers: Record<string, string> = {
        ...(auth && { authorization: pick([`Bearer ${auth}`, `bearer  ${auth}`, auth, `Basic ${auth}`]) }),
        ...(type && { 'content-type': type }),
        ...(next() < 0.3 && { range: range ?? '' }),
        ...(next() < 0.05 && { 'content-length': pick(['0', '99999999999', '5', '1e3', '-1']) }),
        ...(next() < 0.05 && { expect: '100-continue' }),
      };
      const asked = `${method} ${path}`;
      const end = (status: number, said: string) => {
        hear({ status, text: said, asked });
        resolve();
      };
      try {
        const sent = request(
          new URL(base),
          { agent, method: method ?? 'GET', path: path ?? '/', headers },
          (response) => {
            let said = JSON.stringify(response.headers);
            // An answer without an end is not waited for.
            if (response.headers['content-type'] === 'text/event-stream') response.destroy();
            response.on('data', (piece: Buffer) => (said += piece.toString()));
            response.on('close', () => end(response.statusCode ?? 0, said));
          },
        );
        sent.setTimeout(1000, () => sent.destroy());
        sent.on('error', () => end(0, ''));
        sent.end(text);
      } catch {
        // Node itself refuses to send some.
        end(0, '');
      }
    });
  let left = count;
  const lane = async () => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: 32 }, lane));
  agent.destroy();
}
