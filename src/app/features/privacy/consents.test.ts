import { describe, expect, it } from 'vitest';
import type { ConsentRecord } from '../../storage/records/consents';
import { consentCsv, consentJson } from './consent-audit';
import { Consents } from './consents.svelte';

const file = (id: string) => ({ id, name: `${id}.mp4`, bytes: 10 });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function setUp() {
  const kept: ConsentRecord[] = [];
  const store = {
    list: async () => [...kept],
    add: async (records: readonly ConsentRecord[]) => void kept.push(...records),
  };
  return { consents: new Consents(store), kept };
}

describe('Consents', () => {
  it('asks once for each new file, and remembers who confirmed', async () => {
    const { consents, kept } = setUp();
    const first = consents.ask([file('a'), file('b'), file('a')]);
    await settle();
    expect(consents.question).toMatchObject({ files: [file('a'), file('b')], by: '' });
    consents.question?.answer({ by: '王老师', statement: 'I may.' });
    expect(await first).toBe(true);
    expect(consents.question).toBeNull();
    expect(kept).toMatchObject([
      { ...file('a'), by: '王老师', statement: 'I may.' },
      { ...file('b'), by: '王老师' },
    ]);
    expect(await consents.ask([file('b')])).toBe(true);
    const next = consents.ask([file('b'), file('c')]);
    await settle();
    expect(consents.question).toMatchObject({ files: [file('c')], by: '王老师' });
    consents.question?.answer(null);
    expect(await next).toBe(false);
    expect(kept).toHaveLength(2);
  });

  it('keeps a second question until the first is answered', async () => {
    const { consents } = setUp();
    const answers = [consents.ask([file('a')]), consents.ask([file('a'), file('b')])];
    await settle();
    consents.question?.answer({ by: '', statement: '' });
    await settle();
    expect(consents.question?.files).toEqual([file('b')]);
    consents.question?.answer(null);
    expect(await Promise.all(answers)).toEqual([true, false]);
  });
});

describe('the audit file', () => {
  const records: ConsentRecord[] = [
    { id: 'ab12', name: '=HYPERLINK("x").mp4', bytes: 7, by: '@role', statement: '我有权使用', at: 0 },
  ];

  it('tells all, and runs nothing in a spreadsheet', () => {
    const [head, row] = consentCsv(records).trim().split('\r\n');
    expect(head).toContain('confirmed by');
    expect(row).toBe(`1970-01-01T00:00:00.000Z,"'@role","'=HYPERLINK(""x"").mp4",7,ab12,我有权使用`);
  });

  it('is the same as JSON', () => {
    expect(JSON.parse(consentJson(records))).toMatchObject({
      hash: 'SHA-256 over the SHA-256s of the 4 MiB slices',
      consents: [
        {
          confirmedAt: '1970-01-01T00:00:00.000Z',
          confirmedBy: '@role',
          file: { name: '=HYPERLINK("x").mp4', bytes: 7, hash: 'ab12' },
        },
      ],
    });
  });
});
