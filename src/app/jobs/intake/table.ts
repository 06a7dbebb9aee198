import type { MediaInfo, SourceFile } from '../../../engine/core/media-info';
import type { FaceWish } from '../../../engine/face/people/face-wish';
import { completeSettings } from '../../../engine/plan/settings';
import type { TimeRange } from '../../../engine/core/time-range';
import type { Sentence } from '../../features/fix/fix-script';
import type { Sheet } from '../../features/lines/sheet';
import type { Cast } from '../../features/people/cast';
import type { Trim } from '../../../engine/core/trim';
import type { Preset } from '../../storage/records/presets';
import { readPainting } from '../../../engine/painters/painting';
import type { Role } from '../../../engine/job/input/source';

/** How files are used, as a preset says it. */
export type Use = Omit<Preset, 'name'>;

/** What lay on the table of a tab, to be put back after a reload: plain data, the files by their content. */
export type TableRecord = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly files: Partial<Record<Role, SourceFile>>;
  readonly trim: Trim;
  readonly face: FaceWish | null;
  readonly use: Use;
  /** What of the video is said anew: a sentence, lines, or what each person says; absent where nothing was chosen. */
  readonly sentence?: Sentence;
  readonly sheet?: Sheet;
  readonly cast?: Cast;
};

/** In `sessionStorage`, which a reload outlives and another tab does not share: the name of this tab. */
const TAB = 'koubo.tab';
const PREFIX = 'table:';
/** A tab that was not opened again for so long does not come back; milliseconds. */
const LASTS_MS = 7 * 24 * 3_600_000;

type Values = {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
  names(prefix: string): Promise<string[]>;
};
type TabNames = Pick<Storage, 'getItem' | 'setItem'>;

/** Remembers what lies on the tables of this browser's tabs. */
export class Tables {
  readonly #values: Values;
  readonly #session: () => TabNames;

  /** `session`: what each tab has for itself. */
  constructor(values: Values, session: () => TabNames = () => sessionStorage) {
    this.#values = values;
    this.#session = session;
  }

  /** What lay on this tab's table; null where nothing did. */
  async mine(): Promise<TableRecord | null> {
    return readTable(await this.#values.get(this.#key()));
  }

  /** Writes down what lies there now; an empty table is forgotten. */
  async keep(table: TableRecord): Promise<void> {
    if (Object.keys(table.files).length > 0) await this.#values.set(this.#key(), table);
    else await this.#values.delete(this.#key());
  }

  /** The files that lie on the tables of all tabs, by content; tables of tabs that are long gone are forgotten. */
  async files(now = Date.now()): Promise<ReadonlySet<string>> {
    const ids: string[] = [];
    for (const name of await this.#values.names(PREFIX)) {
      const table = readTable(await this.#values.get(name));
      if (table && now - table.at < LASTS_MS) ids.push(...Object.values(table.files).map(({ id }) => id));
      else await this.#values.delete(name);
    }
    return new Set(ids);
  }

  #key(): string {
    const session = this.#session();
    const known = session.getItem(TAB);
    if (known !== null) return `${PREFIX}${known}`;
    const name = crypto.randomUUID();
    session.setItem(TAB, name);
    return `${PREFIX}${name}`;
  }
}

/** A table as it was stored, perhaps by another version; null for what is none. */
export function readTable(stored: unknown): TableRecord | null {
  if (!isRecord(stored) || !isRecord(stored.files) || !isRecord(stored.use)) return null;
  const { files, use, trim, face, at, sentence, sheet, cast } = stored;
  const { settings, painter, network } = use;
  const kept = Object.entries(files).filter(([, file]) => isFile(file)) as [Role, SourceFile][];
  return {
    at: typeof at === 'number' ? at : 0,
    files: Object.fromEntries(kept),
    trim: isRecord(trim) ? trim : {},
    face: isRecord(face) && Array.isArray(face.keepOriginal) ? (face as FaceWish) : null,
    use: {
      settings: completeSettings(isRecord(settings) ? settings : {}),
      painter: readPainting(painter),
      network: typeof network === 'string' ? network : null,
    },
    ...(isRange(sentence) && { sentence }),
    ...(Array.isArray(cast) && { cast: cast as Cast }),
    ...(isRecord(sheet) && Array.isArray(sheet.lines) && { sheet: sheet as Sheet }),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRange = (value: unknown): value is TimeRange =>
  isRecord(value) && typeof value.from === 'number' && typeof value.to === 'number';

const isFile = (value: unknown): value is SourceFile & { readonly info: MediaInfo } =>
  isRecord(value) && typeof value.id === 'string' && typeof value.bytes === 'number' && isRecord(value.info);
