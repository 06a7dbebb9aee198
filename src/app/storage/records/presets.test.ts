import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { loadPresets, PRESETS_KEY, storePresets, type Preset } from './presets';

function memory(text?: string) {
  const values = new Map(text === undefined ? [] : [[PRESETS_KEY, text]]);
  const place = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
  return () => place;
}

const preset = (name: string): Preset => ({
  ...{ name, settings: { ...DEFAULT_SETTINGS, opening: 0.7 } },
  ...{ network: 'n', painter: { id: 'wav2lip', settings: { method: 'published', lead: 1 } } },
});

it('gives back what was stored, in that order', () => {
  const place = memory();
  storePresets([preset('柔和'), preset('b')], place);
  expect(loadPresets(place)).toEqual([preset('柔和'), preset('b')]);
});

it('fills up what an earlier version did not know, and leaves out what makes no sense', () => {
  const presets = [
    { name: 'old', settings: { opening: 0.5, shine: 3, quality: 'best' } },
    { name: ' ', settings: {} },
    { settings: {} },
    'text',
  ];
  expect(loadPresets(memory(JSON.stringify({ version: 1, presets })))).toEqual([
    {
      ...{ name: 'old', settings: { ...DEFAULT_SETTINGS, opening: 0.5 } },
      ...{ network: null, painter: { id: 'reuse', settings: {} } },
    },
  ]);
});

it('reads what version 0.1 stored, which named an engine', () => {
  const old = {
    name: 'old',
    settings: {},
    engine: 'wav2lip',
    wav2lip: { method: 'published', lead: 1 },
    network: 'n',
  };
  expect(loadPresets(memory(JSON.stringify({ version: 1, presets: [old] })))).toEqual([
    {
      ...{ name: 'old', settings: DEFAULT_SETTINGS, network: 'n' },
      painter: { id: 'wav2lip', settings: { method: 'published', lead: 1 } },
    },
  ]);
});

it.each(['', 'nonsense', '[]', '{"version":2,"presets":[{"name":"a"}]}', '{"version":1}'])(
  'has none where %j is stored',
  (text) => expect(loadPresets(memory(text))).toEqual([]),
);

it('has none where the browser refuses to read', () => {
  const refuse = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  expect(loadPresets(refuse)).toEqual([]);
});
