import { DEFAULT_PAINTER, findPainter } from './index';

/** The network that paints: what a result tells of it; its bytes are looked up by `id` when it runs. */
export type PaintingNetwork = {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  /** Height and width of its faces, pixels; results of version 0.1 do not say it. */
  readonly size?: number;
};

/** Which painter makes the mouth, how, and with which network. Plain data: it is stored. */
export type Painting = {
  readonly id: string;
  readonly settings: object;
  readonly network?: PaintingNetwork;
};

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Id and settings of a painter as any version stored them; a painter that is not known becomes the default. */
export function readPainting(stored: unknown): Pick<Painting, 'id' | 'settings'> {
  const { id, settings } = isFields(stored) ? stored : {};
  const kind = (typeof id === 'string' && findPainter(id)) || DEFAULT_PAINTER;
  return { id: kind.id, settings: kind.readSettings(isFields(settings) ? settings : {}) };
}

/**
 * A job's input, a result or a preset of version 0.1 with its painter as it is stored now. They named the engine in
 * `engine`, jobs not at all, and had the settings of the only painter that has any in `wav2lip`; a result had its
 * network beside them, a job inside.
 */
export function namePainter<Old extends object>(
  old: Old,
): Omit<Old, 'engine' | 'wav2lip' | 'painter'> & { readonly painter: Painting } {
  const { engine, wav2lip, network: beside, ...others } = old as Fields & Old;
  // A preset names a network by its id, which stays where it is.
  const rest = isFields(beside) ? others : { ...others, ...(beside !== undefined && { network: beside }) };
  if (isFields(others.painter)) return rest as unknown as Old & { readonly painter: Painting };
  const given = isFields(wav2lip) ? wav2lip : {};
  const inside = isFields(given.network);
  const network = (inside ? given.network : beside) as PaintingNetwork | null | undefined;
  const painting = readPainting({
    id: engine ?? (inside ? 'wav2lip' : DEFAULT_PAINTER.id),
    settings: inside ? given.settings : given,
  });
  const painter = { ...painting, ...(isFields(network) && { network }) };
  return { ...(rest as Old), painter };
}
