import { describe, expect, it } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import { Away, FarmClient, Refused } from './client';
import { patiently } from './patiently';
import { sendFile } from './send-file';

type Answer = { status?: number; body?: unknown } | Error;

/** A farm that answers as it is told, in this order, and what it was asked. */
function farm(...answers: Answer[]) {
  const asked: { what: string; token: string | null; bytes: number }[] = [];
  const client = new FarmClient({
    base: 'https://office.example/farm/',
    token: () => 'mine',
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      const bytes = init.body instanceof Blob ? init.body.size : 0;
      asked.push({ what: `${init.method ?? 'GET'} ${url}`, token: headers.get('authorization'), bytes });
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer ?? new TypeError('nothing more');
      const { status = 200, body = {} } = answer;
      return new Response(status === 204 ? null : JSON.stringify(body), { status });
    },
  });
  return { client, asked };
}

const { signal } = new AbortController();
const soon = { mostMs: 1000, pauseMs: () => 1 };

describe('the farm’s client', () => {
  it('asks below the farm’s own path, with the token', async () => {
    const { client, asked } = farm({ body: { name: 'ann', fileBytes: 5, pieceBytes: 2, bytesADay: 9 } });
    expect(await client.account(signal)).toMatchObject({ name: 'ann', fileBytes: 5, bytesToday: 0 });
    expect(asked).toEqual([
      { what: 'GET https://office.example/farm/v1/account', token: 'Bearer mine', bytes: 0 },
    ]);
  });

  it('tells what cannot be asked now from what will not be done', async () => {
    const refused = { status: 413, body: { code: 'api/too-large', text: 'too large' } };
    const { client } = farm(new TypeError('offline'), { status: 502 }, { status: 401 }, refused, {
      status: 404,
    });
    await expect(client.account(signal)).rejects.toBeInstanceOf(Away);
    await expect(client.account(signal)).rejects.toBeInstanceOf(Away);
    await expect(client.account(signal)).rejects.toMatchObject({ code: 'farm/token' });
    await expect(client.account(signal)).rejects.toMatchObject({ status: 413, code: 'api/too-large' });
    expect(await client.has('x', signal)).toBe(false);
  });

  it('takes what is no answer for none', async () => {
    const { client } = farm({ body: 'nonsense' }, { body: { id: 'x', state: 'flying' } });
    expect(await client.account(signal)).toMatchObject({ fileBytes: 0 });
    await expect(client.job('x', signal)).rejects.toThrow(TypeError);
  });
});

describe('patience', () => {
  it('asks again for a while, and says then that nobody is there', async () => {
    let tries = 0;
    const flaky = async () => {
      if (++tries < 3) throw new Away('');
      return tries;
    };
    expect(await patiently(flaky, signal, soon)).toBe(3);
    const never = () => Promise.reject(new Away(''));
    await expect(patiently(never, signal, { mostMs: 5, pauseMs: () => 2 })).rejects.toMatchObject({
      code: 'farm/away',
    });
    await expect(
      patiently(() => Promise.reject(new Refused(429, 'api/bytes-a-day', 'enough')), signal, soon),
    ).rejects.toMatchObject({ code: 'farm/refused', detail: { code: 'api/bytes-a-day', said: 'enough' } });
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    const waiting = patiently(() => Promise.reject(new Away('')), stop.signal, {
      mostMs: 9e9,
      pauseMs: () => 9e8,
    });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('sending a file', () => {
  const file = new Blob(['0123456789']);
  const options = (sent: number[]) => ({
    ...{ signal, patience: soon, pieceBytes: 4 },
    onSent: (bytes: number) => void sent.push(bytes),
  });

  it('sends what is missing, piece by piece, and again what was lost on the way', async () => {
    const sent: number[] = [];
    const { client, asked } = farm(
      { status: 404 },
      { body: { bytes: 4 } },
      ...[new TypeError('lost'), { status: 204 }, { status: 204 }, { body: {} }],
    );
    await sendFile(client, file, 'ab', options(sent));
    expect(
      asked.map(({ what, bytes }) => `${what.replace('https://office.example/farm/v1/', '')} ${bytes}`),
    ).toEqual([
      ...['GET files/ab 0', 'GET uploads/ab 0', 'PUT uploads/ab/4 4', 'PUT uploads/ab/4 4'],
      ...['PUT uploads/ab/8 2', 'POST uploads/ab 0'],
    ]);
    expect(sent).toEqual([4, 8, 10, 10]);
  });

  it('sends nothing of a file that is there', async () => {
    const sent: number[] = [];
    const { client, asked } = farm({ body: {} });
    await sendFile(client, file, 'ab', options(sent));
    expect([asked.length, sent]).toEqual([1, [10]]);
  });

  it('says that a file cannot be read, and not that the network fails', async () => {
    const { client } = farm({ status: 404 }, { body: { bytes: 0 } });
    const gone = {
      size: 3,
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
    } as unknown as Blob;
    const sending = sendFile(client, gone, 'ab', options([]));
    await expect(sending).rejects.toBeInstanceOf(DubError);
    await expect(sending).rejects.toMatchObject({ code: 'input/gone' });
  });
});
