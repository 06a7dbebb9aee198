import { describe, expect, it } from 'vitest';
import { record } from '../../../jobs/testing';
import { fold, search } from './search';

const records = [
  record('lesson', {
    name: '王老师_第3课__早间新闻.mp4',
    video: { id: 'v', name: '王老师_第3课.mov' },
    speech: { id: 's', name: '早间新闻.m4a' },
  }),
  record('shop', {
    name: 'Café-Promo__VOICE.mp4',
    painter: {
      ...{ id: 'wav2lip', settings: {} },
      network: { id: 'n', name: 'wav2lip-mini', licence: 'Apache-2.0' },
    },
  }),
  record('other', {
    name: 'face__voice2.mp4',
    video: { id: 'v', name: 'ＦＵＬＬ宽.mp4' },
  }),
];
const found = (query: string) => search(records, query).map(({ id }) => id);

describe('search', () => {
  it.each([
    ['', ['lesson', 'shop', 'other']],
    ['  ', ['lesson', 'shop', 'other']],
    ['VOICE', ['shop', 'other']],
    ['voice promo', ['shop']],
    ['cafe', ['shop']],
    ['café', ['shop']],
    ['wav2lip', ['shop']],
    ['wav2lip-mini', ['shop']],
    ['full', ['other']],
    ['nothing like it', []],
  ])('%j finds %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it.each(['老师', '王老师第3课', '新闻', '第3课 早间', '王老师新闻', '新闻王老师'])(
    'Chinese %s needs no spaces and no order',
    (query) => {
      expect(found(query)).toEqual(['lesson']);
    },
  );

  it('does not find Chinese words of which one is missing', () => {
    expect(found('王老师天气')).toEqual([]);
  });

  it('gives back the very same list where nothing is asked', () => {
    expect(search(records, '')).toBe(records);
  });
});

it('folds case, width, accents and separators', () => {
  expect(fold('  Ünï_CODE—２３ (x).MP4 ')).toBe('uni code 23 x mp4');
});
