import type { DubSettings } from '../../../engine/plan/dub-plan';
import { completeSettings } from '../../../engine/plan/settings';
import { namePainter, readPainting, type Painting } from '../../../engine/painters/painting';

/** Settings under a name that the user gave them. */
export type Preset = {
  readonly name: string;
  readonly settings: DubSettings;
  readonly painter: Pick<Painting, 'id' | 'settings'>;
  /** Id of the network that paints; null where none does, or whichever is there. */
  readonly network: string | null;
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

function readPreset(stored: Record<string, unknown>): Preset[] {
  const { name, settings, network } = stored;
  if (typeof name !== 'string' || name.trim() === '') return [];
  return [
    {
      name,
      settings: completeSettings(isRecord(settings) ? settings : {}),
      network: typeof network === 'string' ? network : null,
      painter: readPainting(namePainter(stored).painter),
    },
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
