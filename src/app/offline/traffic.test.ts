import { expect, it, vi } from 'vitest';
import { count, NO_TRAFFIC, tellSent, TRAFFIC_CHANNEL, type Seen } from './traffic';

const HERE = 'https://host:8443';
const seen = (url: string, sent = 0) => ({ url, method: 'GET', sent });

it('counts requests by where they go, and what they carry', () => {
  const all = [
    seen(`${HERE}/koubo/a.js`),
    seen(`${HERE}/x`, 7),
    seen('https://host/a.js'),
    seen('http://host:8443/a.js', 5),
    seen(`blob:${HERE}/1`, 100),
    seen('data:text/plain,1'),
    { ...seen(`${HERE}/x`, 30), counted: true },
  ];
  expect(all.reduce((sum, each) => count(sum, each, HERE), NO_TRAFFIC)).toEqual({
    own: 2,
    elsewhere: 2,
    sent: 42,
  });
});

it('hears of what a request sends along from the page itself where no service worker is in charge', async () => {
  const channel = new BroadcastChannel(TRAFFIC_CHANNEL);
  const told: Seen[] = [];
  channel.onmessage = ({ data }: MessageEvent<Seen>) => void told.push(data);
  try {
    vi.stubGlobal('navigator', { serviceWorker: { controller: {} } });
    tellSent(`${HERE}/farm/v1/uploads/a/0`, new Blob(['seen by the service worker']));
    vi.stubGlobal('navigator', {});
    tellSent(`${HERE}/farm/v1/account`, undefined);
    tellSent(`${HERE}/farm/v1/uploads/a/0`, new Blob(['12345']));
    tellSent(`${HERE}/farm/v1/jobs`, '{"口":1}');
    await vi.waitFor(() => expect(told).toHaveLength(2));
    const all = told.reduce((sum, each) => count(sum, each, HERE), NO_TRAFFIC);
    expect(all).toEqual({ own: 0, elsewhere: 0, sent: 14 });
  } finally {
    channel.close();
  }
});
