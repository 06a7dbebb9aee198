import type { DubSettings } from '../../../engine/plan/dub-plan';
import { completeSettings } from '../../../engine/plan/settings';
import { DEFAULT_WAV2LIP, type Wav2LipSettings } from '../../../engine/painters/wav2lip/inputs';

/** Settings under a name that the user gave them. */
export type Preset = {
  readonly name: string;
  readonly settings: DubSettings;
  readonly engine: 'reuse' | 'wav2lip';
  /** Id of the network that paints; null where none does, or whichever is there. */
  readonly network: string | null;
  readonly wav2lip: Wav2LipSettings;
};

/** Presets are small and wanted at once, so they lie in the browser's local storage, under this key. */
export const PRESETS_KEY = 'koubo.presets';
const VERSION = 1;

/** Local storage; asking for it throws where site data are blocked. */
type Place = () => { getItem(key: string): string | null; setItem(key: string, value: string): void };

/** The stored presets as they were listed; none where there are none or they cannot be read. */
export function loadPresets(place: Place): Preset[] {
  try {
    const stored: unknown = JSON.parse(place().getItem(PRESETS_KEY) ?? 'null');
    if (!isRecord(stored) || stored.version !== VERSION || !Array.isArray(stored.presets)) return [];
    return stored.presets.filter(isRecord).flatMap(readPreset);
  } catch {
    // Site data may be blocked, or another program has written there: then there are no presets.
    return [];
  }
}

/** Stores the whole list. Throws a `QuotaExceededError` or `SecurityError` where the browser refuses. */
export function storePresets(presets: readonly Preset[], place: Place): void {
  place().setItem(PRESETS_KEY, JSON.stringify({ version: VERSION, presets }));
}

function readPreset({ name, settings, engine, network, wav2lip }: Record<string, unknown>): Preset[] {
  if (typeof name !== 'string' || name.trim() === '') return [];
  return [
    {
      name,
      settings: completeSettings(isRecord(settings) ? settings : {}),
      engine: engine === 'wav2lip' ? 'wav2lip' : 'reuse',
      network: typeof network === 'string' ? network : null,
      wav2lip: readWav2Lip(isRecord(wav2lip) ? wav2lip : {}),
    },
  ];
}

function readWav2Lip({ method, lead }: Record<string, unknown>): Wav2LipSettings {
  return {
    method: method === 'published' ? 'published' : DEFAULT_WAV2LIP.method,
    lead: typeof lead === 'number' ? lead : DEFAULT_WAV2LIP.lead,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
