import { describe, expect, it } from 'vitest';
import { input } from '../../jobs/testing';
import { FarmOffer } from './offer.svelte';

/** A farm that knows one access code, or where that is null lets everybody in. */
type Given = { readonly code?: string; readonly kept?: string; readonly place?: string };

function setUp({ code, kept, place }: Given = {}) {
  const values = new Map<string, unknown>([['farm.token', kept]]);
  const tab = new Map<string, string>(place === undefined ? [] : [['koubo.place', place]]);
  let isThere = true;
  let asked = 0;
  const offer = new FarmOffer({
    rule: { path: 'farm/' },
    home: 'https://office.example:8443/koubo/',
    values: {
      get: async (name) => values.get(name),
      set: async (name, value) => void values.set(name, value),
      delete: async (name) => void values.delete(name),
      names: async (prefix) => [...values.keys()].filter((name) => name.startsWith(prefix)),
    },
    tab: { getItem: (name) => tab.get(name) ?? null, setItem: (name, value) => void tab.set(name, value) },
    fetch: async (url, init) => {
      asked++;
      expect(url).toBe('https://office.example:8443/koubo/farm/v1/account');
      if (!isThere) throw new TypeError('offline');
      const given = new Headers(init.headers).get('authorization');
      const known = code === undefined || given === `Bearer ${code}`;
      return new Response(JSON.stringify({ name: 'ann', fileBytes: 100 }), { status: known ? 200 : 401 });
    },
  });
  return { offer, values, tab, asked: () => asked, go: () => void (isThere = false) };
}

const wanted = (bytes = 10) => ({
  ...input,
  video: { file: { size: bytes } },
  speech: { file: { size: 1 } },
});

describe('the offer of other machines', () => {
  it('is not taken, and nobody is asked, until the user chooses it', async () => {
    const { offer, asked } = setUp();
    await offer.open();
    expect([offer.chosen, offer.isAwaited, offer.takes(wanted()), asked()]).toEqual([false, false, false, 0]);
    expect(offer.host).toBe('office.example:8443');
  });

  it('is open to all where the office’s server lets all in, and lasts as long as the tab', async () => {
    const { offer, tab } = setUp();
    offer.choose(true);
    expect(offer.isAwaited).toBe(true);
    await offer.ask();
    expect([offer.takes(wanted()), offer.hasToken, tab.get('koubo.place')]).toEqual([true, false, 'farm']);
    const again = setUp({ place: 'farm' });
    await again.offer.open();
    expect(again.offer.takes(wanted())).toBe(true);
    offer.choose(false);
    expect(offer.takes(wanted())).toBe(false);
  });

  it('asks once for an access code, keeps one that is known, and forgets it when told to', async () => {
    const { offer, values } = setUp({ code: 'right' });
    offer.choose(true);
    await offer.ask();
    expect(offer.state).toEqual({ state: 'token', wrong: false });
    await offer.enter('wrong');
    expect(offer.state).toEqual({ state: 'token', wrong: true });
    expect(values.get('farm.token')).toBeUndefined();
    await offer.enter(' right ');
    expect([offer.state.state, values.get('farm.token')]).toEqual(['ready', 'right']);
    const later = setUp({ code: 'right', kept: 'right', place: 'farm' });
    await later.offer.open();
    expect(later.offer.hasToken).toBe(true);
    await later.offer.forget();
    expect([later.offer.state.state, later.values.has('farm.token')]).toEqual(['token', false]);
  });

  it('takes nothing that is too large, or while the machines are away', async () => {
    const { offer, go } = setUp();
    offer.choose(true);
    await offer.ask();
    expect(offer.whyOnlyHere(wanted(101))).toEqual({ most: 100 });
    expect(offer.takes(wanted(101))).toBe(false);
    go();
    await offer.ask();
    expect([offer.state.state, offer.isAwaited, offer.takes(wanted())]).toEqual(['away', true, false]);
  });
});
